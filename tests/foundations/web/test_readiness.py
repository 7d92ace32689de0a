"""What ``/readyz`` says, and when it says no."""

from flask import Flask
from sqlalchemy import text

from foundations.database.session import db
from tests.clients import PageClient


def test_ready_site_names_its_revision_and_its_ledger(client: PageClient) -> None:
    answer = client.get_raw("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ready", "revision": "0001_first_house", "ledger": "ok"}


def test_site_with_an_old_schema_is_not_ready(client: PageClient, database: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.commit()
    try:
        answer = client.get_raw("/readyz")
        assert (answer.status_code, answer.json) == (503, {"status": "not ready", "revision": "failed"})
        assert client.get_raw("/healthz").status_code == 200
    finally:
        db.session.execute(text("UPDATE alembic_version SET version_num = '0001_first_house'"))
        db.session.commit()
