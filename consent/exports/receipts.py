"""Receipts: signed, downloadable, checked offline with the public key and the ledger's proof."""

import json
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from joserfc import jws
from joserfc.jwk import OKPKey

from accounts.enums import OrganisationKind
from consent.enums import ConsentAct, NoticeLanguage
from consent.methods.receipts import Party, ReceiptFacts, receipt_content
from consent.models import ConsentRecord
from foundations.ledger.openings import opening_of
from foundations.ledger.receipts import receipt_for
from foundations.ledger.signing_keys import load_private_key, signer_for
from foundations.mail.composing import link_from_outside
from foundations.settings import Settings

if TYPE_CHECKING:
    from accounts.models import Organisation

KEY_FILE = "consent-receipt-key.pem"
MEDIA_TYPE = "application/vnd.yoriai.consent-receipt+json"
# RFC 9864 names the algorithm "Ed25519"; most verifiers in use know the same one as "EdDSA" (RFC 8037).
_ALGORITHM = "EdDSA"
_registry = jws.JWSRegistry(algorithms=[_ALGORITHM])
_algorithm = copy(_registry.algorithms[_ALGORITHM])
_algorithm.security_warning = None  # we know, see above; said at every receipt it helps nobody
_registry.algorithms = {_ALGORITHM: _algorithm}


def receipt_key(settings: Settings) -> OKPKey:
    """Return the key that signs receipts; made at first use, and kept beside the ledger's.

    Raises:
        UnsafeKey: if its file can be read by others or holds another kind of key.
    """
    folder = settings.data_dir / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / KEY_FILE
    if not path.exists():
        load_private_key(path)
    return _key_in(path, path.stat().st_mtime_ns)


def public_keys(settings: Settings) -> dict[str, list[dict[str, object]]]:
    """Return the public key as a JSON Web Key Set (RFC 7517)."""
    key = receipt_key(settings)
    return {"keys": [{**key.as_dict(private=False), "kid": key.thumbprint(), "alg": _ALGORITHM, "use": "sig"}]}


def signed_receipt(record: ConsentRecord, settings: Settings) -> str:
    """Return the receipt of an act as a JWS in its compact writing (RFC 7515).

    The same act gives the same receipt whenever it is asked for: nothing in it changes.
    """
    key = receipt_key(settings)
    content = json.dumps(receipt_content(facts_of(record)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    header = {"alg": _ALGORITHM, "kid": key.thumbprint(), "typ": "consent-receipt+jws", "cty": "application/ld+json"}
    return jws.serialize_compact(header, content.encode(), key, registry=_registry)


def receipt_file(record: ConsentRecord, settings: Settings) -> dict[str, object]:
    """Return what the person keeps: the signed receipt, its content to read, and the ledger's part.

    The ledger's part opens the entry for the person (text and salt) and proves that it is
    in the tree; the proof comes with the next checkpoint, within a minute or so.
    """
    proof = receipt_for(record.ledger_key)
    return {
        "receipt": signed_receipt(record, settings),
        "content": receipt_content(facts_of(record)),
        "keys": link_from_outside("consent.show_receipt_keys"),
        "ledger": {
            "key": record.ledger_key,
            "entry": opening_of(record.ledger_key),
            "proof": None if proof is None else proof.as_proof_file,
            "verifier_key": signer_for(settings).verifier_key,
        },
    }


def facts_of(record: ConsentRecord) -> ReceiptFacts:
    """Return what a receipt says of an act, in the language of its notice."""
    version, notice = record.version, record.notice
    language = NoticeLanguage.JAPANESE if notice is None else NoticeLanguage(notice.language)
    tongue = language.partition("@")[0]
    return ReceiptFacts(
        record=link_from_outside("consent.show_receipt", ledger_key=record.ledger_key),
        person=f"person:{record.person_id}",
        act=ConsentAct(record.act),
        recorded_at=record.recorded_at,
        effective_at=record.effective_at,
        valid_until=record.valid_until,
        language=language,
        notice=link_from_outside("consent.show_purpose", slug=record.purpose.slug, _anchor=f"version-{version.number}"),
        notice_digest=None if notice is None else notice.digest.hex(),
        purpose=link_from_outside("consent.show_purpose", slug=record.purpose.slug),
        purpose_title=getattr(version, f"title_{tongue}"),
        dpv_term=version.dpv_term,
        version=version.number,
        kinds=[(kind.slug, getattr(kind, f"name_{tongue}")) for kind in record.kinds],
        controller=_party(version.holder, tongue, "dpv:DataController"),
        recipient=_party(record.recipient, tongue, "dpv:ThirdParty"),
        storage=getattr(version, f"storage_{tongue}"),
        retention=getattr(version, f"retention_{tongue}"),
        jurisdiction=version.jurisdiction,
        withdrawal=link_from_outside("consent.show_consent", slug=record.purpose.slug),
    )


def _party(organisation: "Organisation", tongue: str, kind: str) -> Party:
    is_public = organisation.kind == OrganisationKind.ADMINISTRATIVE_ORGAN
    return Party(
        identifier=f"organisation:{organisation.slug}",
        name=getattr(organisation, f"name_{tongue}"),
        address=organisation.address_ja,
        contact=organisation.contact,
        kind="dpv:GovernmentalOrganisation" if is_public and kind != "dpv:DataController" else kind,
    )


@lru_cache(maxsize=8)
def _key_in(path: Path, _changed: int) -> OKPKey:
    return OKPKey.import_key(load_private_key(path))
