"""Receipts: a second library checks the signature, our stand-alone verifier the proof, and every field is there."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import jwt
import pytest
from flask import Flask

from accounts.models import Person
from consent.exports.receipts import KEY_FILE, public_keys, receipt_file, signed_receipt
from consent.models import ConsentRecord
from consent.queries.choices import own_record
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.signing_keys import signer_for
from foundations.settings import Settings
from tests.clients import PageClient
from tests.factories.accounts import make_person, sign_in
from tests.factories.consent import make_consent, make_purpose
from tests.foundations.ledger.exports import run_verifier

MANDATORY = {
    "schema version": "dct:conformsTo",
    "record id": "dct:identifier",
    "person id": "dpv:hasDataSubject",
    "privacy notice and language": "dpv:hasNotice",
    "purpose": "dpv:hasPurpose",
    "kinds of personal data": "dpv:hasPersonalData",
    "controllers": "dpv:hasDataController",
    "storage places and retention": "dpv:hasStorageCondition",
    "jurisdiction": "dpv:hasJurisdiction",
    "recipients": "dpv:hasRecipient",
    "withdrawal method": "dpv:hasConsentControl",
    "event": "dpv:hasConsentStatus",
}


@pytest.fixture
def record(database: Flask) -> ConsentRecord:
    """A consent as its receipt needs it."""
    made = make_consent(make_person(), make_purpose())
    found = own_record(made.person_id, made.ledger_key)
    assert found is not None
    return found


def verified(receipt: str, keys: Any) -> Any:
    """Check a receipt with PyJWT and return what it says."""
    key = jwt.PyJWK(keys["keys"][0])
    said = jwt.PyJWS().decode_complete(receipt, key, algorithms=["EdDSA"])
    assert said["header"]["kid"] == keys["keys"][0]["kid"]
    return json.loads(said["payload"])


def ledger_part(record: ConsentRecord, settings: Settings) -> Any:
    """The part of the file that leads into the ledger."""
    return receipt_file(record, settings)["ledger"]


def test_receipt_is_verified_by_a_second_library(record: ConsentRecord, settings: Settings) -> None:
    receipt = signed_receipt(record, settings)
    content = verified(receipt, public_keys(settings))
    assert content["dct:identifier"] == record.ledger_key
    assert signed_receipt(record, settings) == receipt


def test_changed_receipt_is_refused_by_a_second_library(record: ConsentRecord, settings: Settings) -> None:
    header, payload, signature = signed_receipt(record, settings).split(".")
    content = base64.urlsafe_b64decode(payload + "==").replace(b"location", b"anything")
    forged = base64.urlsafe_b64encode(content).rstrip(b"=").decode()
    with pytest.raises(jwt.InvalidSignatureError):
        verified(f"{header}.{forged}.{signature}", public_keys(settings))


def test_receipt_holds_every_mandatory_field(record: ConsentRecord, settings: Settings) -> None:
    content = verified(signed_receipt(record, settings), public_keys(settings))
    assert [name for name, term in MANDATORY.items() if not content.get(term)] == []
    version, status = record.version, content["dpv:hasConsentStatus"]
    assert content["dpv:hasNotice"]["dct:language"] == "ja"
    assert record.notice is not None
    assert content["dpv:hasNotice"]["schema:sha256"] == hashlib.sha256(record.notice.text.encode()).hexdigest()
    assert [kind["dct:identifier"] for kind in content["dpv:hasPersonalData"]] == ["location"]
    assert content["dpv:hasDataController"]["@id"] == f"organisation:{version.holder.slug}"
    assert (status["@type"], bool(status["dct:valid"])) == ("dpv:ConsentGiven", True)
    parties = [content["dpv:hasDataController"], *content["dpv:hasRecipient"]]
    for party in parties:
        assert set(party) == {"@id", "@type", "dpv:hasName", "dpv:hasAddress", "dpv:hasContact"}


def test_receipt_proves_its_place_in_the_ledger(record: ConsentRecord, settings: Settings, tmp_path: Path) -> None:
    assert ledger_part(record, settings)["proof"] is None
    publish_checkpoint(signer_for(settings), at=now())
    db.session.commit()
    ledger = ledger_part(record, settings)
    (tmp_path / "proof").write_text(ledger["proof"], encoding="utf-8")
    (tmp_path / "key").write_text(ledger["verifier_key"], encoding="utf-8")
    assert run_verifier("receipt", tmp_path / "proof", "--key", tmp_path / "key") == (0, "Everything fits.")


def test_receipt_opens_the_entry_that_the_proof_is_about(record: ConsentRecord, settings: Settings) -> None:
    entry = ledger_part(record, settings)["entry"]
    opened = hashlib.sha256(base64.b64decode(entry["salt"]) + entry["text"].encode()).digest()
    said = json.loads(entry["text"])
    assert base64.b64decode(entry["commitment"]) == opened
    assert (said["kind"], said["subject"]) == ("consent.given", f"person:{record.person_id}")
    assert said["payload"]["kinds"] == ["location"]


def test_key_of_receipts_is_for_its_owner_only(record: ConsentRecord, settings: Settings) -> None:
    signed_receipt(record, settings)
    assert (settings.data_dir / "keys" / KEY_FILE).stat().st_mode & 0o077 == 0


def test_receipt_is_downloaded_by_its_person_alone(client: PageClient, app: Flask, record: ConsentRecord) -> None:
    path = f"/consents/receipts/{record.ledger_key}"
    assert client.get_raw(f"{path}.json").status_code == 303
    sign_in(client, make_person())
    assert [client.get_raw(found).status_code for found in (path, f"{path}.json")] == [404, 404]
    owner = PageClient(app)
    sign_in(owner, db.session.get_one(Person, record.person_id))
    assert "Kind location" in owner.get(path).text
    downloaded = owner.get_raw(f"{path}.json")
    keys = PageClient(app).get_raw("/.well-known/jwks.json").json
    assert verified(json.loads(downloaded.text)["receipt"], keys)["dct:identifier"] == record.ledger_key
    assert downloaded.headers["Content-Disposition"].startswith("attachment")
