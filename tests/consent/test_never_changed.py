"""R-65: raw SQL cannot change or remove what was decided, on either engine; nor can a row say what it may not."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from consent.enums import StopCategory
from consent.services.stop_uses import stop_use
from consent.services.uses import record_use
from foundations.database.session import db
from tests.consent.test_uses import use_of
from tests.factories.accounts import actor_of, make_person
from tests.factories.consent import make_consent, make_purpose
from tests.factories.organisations import make_organisation

TABLES = {
    "consent_records": "act = 'refuse'",
    "consented_kinds": "kind_id = 2",
    "notices": "text = 'something else'",
    "purpose_kinds": "position = 9",
    "purpose_recipients": "organisation_id = 1",
    "purpose_stops": "category = 'credit_scoring'",
    "purpose_versions": "lasts_days = 9999",
    "stop_records": "act = 'lift'",
    "use_records": "is_permitted = (1 = 1)",
}
KEY = "b" * 26


@pytest.fixture
def decided(database: Flask) -> Flask:
    """A person who decided something in every table."""
    person = make_person()
    make_consent(person, make_purpose())
    by = actor_of(person)
    stop_use(category=StopCategory.INSURANCE, by=by, at=by.at)
    record_use(use_of(person, make_organisation()))
    db.session.commit()
    return database


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {change}", "DELETE FROM {table}"])
def test_raw_sql_is_refused(decided: Flask, table: str, statement: str) -> None:
    if table == "purpose_stops":
        db.session.execute(text("INSERT INTO purpose_stops SELECT MIN(id), 'insurance' FROM purpose_versions"))
        db.session.commit()
    with pytest.raises(IntegrityError, match=f"{table} is append-only"):
        db.session.execute(text(statement.format(table=table, change=TABLES[table])))
    db.session.rollback()
    assert db.session.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one() > 0  # noqa: S608 - our own names


COLUMNS = (
    "person_id, purpose_id, recipient_id, sequence, act, version_id, notice_id, "
    "effective_at, recorded_at, recorded_by_id, valid_until, ledger_key"
)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({}, ""),
        ({"sequence": "1"}, "unique"),
        ({"sequence": "0"}, "sequence_counts_from_one"),
        ({"notice_id": "NULL"}, "yes_was_informed_and_ends"),
        ({"valid_until": "NULL"}, "yes_was_informed_and_ends"),
        ({"valid_until": "effective_at"}, "yes_was_informed_and_ends"),
        ({"recipient_id": "person_id + 999"}, "foreign key"),
        ({"notice_id": "notice_id + 999"}, "foreign key"),
        ({"purpose_id": "purpose_id + 999"}, "foreign key"),
        ({"ledger_key": "ledger_key"}, "unique"),
    ],
)
def test_row_that_may_not_be_is_refused_by_the_schema(decided: Flask, changed: dict[str, str], complaint: str) -> None:
    values = {name: name for name in COLUMNS.split(", ")} | {"sequence": "2", "ledger_key": f"'{KEY}'"} | changed
    statement = f"INSERT INTO consent_records ({COLUMNS}) SELECT {', '.join(values.values())} FROM consent_records"  # noqa: S608 - our own names
    if not complaint:
        db.session.execute(text(statement))
        return
    with pytest.raises(IntegrityError) as refused:
        db.session.execute(text(statement))
    assert complaint.split("_", maxsplit=1)[0] in str(refused.value).lower()
    db.session.rollback()


def test_kind_that_the_version_does_not_ask_for_is_refused_by_the_schema(decided: Flask) -> None:
    statement = (
        "INSERT INTO consented_kinds (record_id, version_id, kind_id) "
        "SELECT consent_records.id, version_id, data_kinds.id FROM consent_records, data_kinds WHERE slug = :slug"
    )
    db.session.execute(text(statement), {"slug": "age-band"})
    with pytest.raises(IntegrityError):
        db.session.execute(text(statement), {"slug": "care-level"})
    db.session.rollback()


def test_record_has_room_for_a_date_long_past(decided: Flask) -> None:
    at = dt.datetime(1999, 1, 1, tzinfo=dt.UTC)
    assert make_consent(make_person(), make_purpose(at=at), at=at).recorded_at == at
