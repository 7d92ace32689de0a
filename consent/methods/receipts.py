"""The content of a receipt: the mandatory fields of ISO/IEC TS 27560:2023, as JSON-LD in the words of DPV 2.

The mapping follows "Implementing ISO/IEC TS 27560:2023 Consent Records and Receipts"
of the W3C Data Privacy Vocabularies and Controls Community Group: what the standard
calls a *party* is a legal entity, its *processing event* a consent status with a date.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consent.enums import ConsentAct, ConsentState
from consent.methods.states import MOVES

SCHEMA = "ISO/IEC TS 27560:2023"
CONTEXT: Mapping[str, object] = {
    "dpv": "https://w3id.org/dpv#",
    "loc": "https://w3id.org/dpv/loc#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:created": {"@type": "xsd:dateTime"},
    "dct:date": {"@type": "xsd:dateTime"},
    "dct:valid": {"@type": "xsd:dateTime"},
}
_STATUS: Mapping[ConsentState, str] = {
    ConsentState.UNKNOWN: "dpv:ConsentUnknown",
    ConsentState.REQUESTED: "dpv:ConsentRequested",
    ConsentState.DEFERRED: "dpv:ConsentRequestDeferred",
    ConsentState.REFUSED: "dpv:ConsentRefused",
    ConsentState.GIVEN: "dpv:ConsentGiven",
    ConsentState.RENEWED: "dpv:RenewedConsentGiven",
    ConsentState.WITHDRAWN: "dpv:ConsentWithdrawn",
    ConsentState.REVOKED: "dpv:ConsentRevoked",
    ConsentState.EXPIRED: "dpv:ConsentExpired",
    ConsentState.INVALIDATED: "dpv:ConsentInvalidated",
}


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation; ``kind`` is a DPV term such as ``dpv:DataController``."""

    identifier: str
    name: str
    address: str
    contact: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What one act on a consent is, in plain values; texts are in the language of the notice."""

    record: str
    person: str
    act: ConsentAct
    recorded_at: dt.datetime
    effective_at: dt.datetime
    valid_until: dt.datetime | None
    language: str
    notice: str
    notice_digest: str | None
    purpose: str
    purpose_title: str
    dpv_term: str
    version: int
    kinds: Sequence[tuple[str, str]]
    controller: Party
    recipient: Party
    storage: str
    retention: str
    jurisdiction: str
    withdrawal: str


def receipt_content(facts: ReceiptFacts) -> dict[str, object]:
    """Return the JSON-LD object that is signed."""
    return {
        "@context": CONTEXT,
        "@id": facts.record,
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": SCHEMA,
        "dct:identifier": facts.record.rpartition("/")[2],
        "dct:created": _text(facts.recorded_at),
        "dpv:hasDataSubject": facts.person,
        "dpv:hasNotice": {
            "@id": facts.notice,
            "@type": "dpv:ConsentNotice",
            "dct:language": facts.language,
            "schema:sha256": facts.notice_digest,
        },
        "dpv:hasPurpose": {
            "@id": facts.purpose,
            "@type": facts.dpv_term,
            "dct:title": facts.purpose_title,
            "dct:hasVersion": facts.version,
        },
        "dpv:hasPersonalData": [
            {"@type": "dpv:PersonalData", "dct:identifier": slug, "dct:title": name} for slug, name in facts.kinds
        ],
        "dpv:hasDataController": _party(facts.controller),
        "dpv:hasRecipient": [_party(facts.recipient)],
        "dpv:hasStorageCondition": {"dpv:hasLocation": facts.storage, "dpv:hasDuration": facts.retention},
        "dpv:hasJurisdiction": f"loc:{facts.jurisdiction}",
        "dpv:hasLegalBasis": "dpv:Consent",
        "dpv:hasConsentControl": {"@id": facts.withdrawal, "@type": "dpv:WithdrawConsent"},
        "dpv:hasConsentStatus": _status(facts),
    }


def _status(facts: ReceiptFacts) -> dict[str, object]:
    return {
        "@type": _STATUS[MOVES[facts.act][1]],
        "dct:type": "dpv:ExplicitlyExpressedConsent",
        "dct:date": _text(facts.effective_at),
        "dct:valid": None if facts.valid_until is None else _text(facts.valid_until),
        "dpv:isIndicatedBy": facts.person,
    }


def _party(party: Party) -> dict[str, object]:
    return {
        "@id": party.identifier,
        "@type": ["dpv:LegalEntity", party.kind],
        "dpv:hasName": party.name,
        "dpv:hasAddress": party.address,
        "dpv:hasContact": party.contact,
    }


def _text(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
