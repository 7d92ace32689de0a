"""Everything that is kept about one person: account, consents with their receipts, stop-uses, uses."""

from typing import Any

from accounts.queries import person_with_id
from consent.exports.receipts import receipt_file
from consent.models import StopRecord, UseRecord
from consent.queries.choices import own_records, stop_records_of
from consent.queries.uses import all_uses_of
from foundations.ledger.commitments import utc_text
from foundations.settings import Settings

FORMAT = "yoriai-personal-export-1"


def everything_about(person_id: int, settings: Settings) -> dict[str, Any]:
    """Return all of it as plain values; instants are texts in UTC."""
    return {
        "format": FORMAT,
        "person": _person(person_id),
        "consents": [receipt_file(record, settings) for record in own_records(person_id)],
        "stop_uses": [_stop(record) for record in stop_records_of(person_id)],
        "uses": [_use(record) for record in all_uses_of(person_id)],
    }


def _person(person_id: int) -> dict[str, Any]:
    row = person_with_id(person_id)
    return {
        "id": f"person:{row.id}",
        "name": row.name,
        "mail_address": row.address,
        "language": row.language,
        "joined_at": utc_text(row.joined_at),
    }


def _stop(record: StopRecord) -> dict[str, Any]:
    return {
        "category": record.category,
        "act": record.act,
        "effective_at": utc_text(record.effective_at),
        "recorded_at": utc_text(record.recorded_at),
        "ledger_key": record.ledger_key,
    }


def _use(record: UseRecord) -> dict[str, Any]:
    return {
        "organisation": record.organisation.slug,
        "dataset": record.dataset,
        "purpose": record.purpose,
        "kinds": record.kind_slugs,
        "used_at": utc_text(record.used_at),
        "permitted": record.is_permitted,
        "rules": record.rules.split(),
        "grant": record.grant_reference,
        "sentence_ja": record.sentence_ja,
        "sentence_en": record.sentence_en,
        "decision_key": record.decision_key,
    }
