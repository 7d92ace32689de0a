"""One transaction per request: reading ones cannot write, refused ones leave nothing, twins act once."""

import logging
import threading
import time

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from contest.enums import Phase
from contest.models import Comment, Contest, Idea
from foundations.database.clock import now
from foundations.database.session import db
from foundations.database.transactions import mode
from foundations.web.idempotency import Submission
from tests.clients import PageClient
from tests.conftest import ENGINE
from tests.factories.contest import make_contest, make_idea, make_person, sign_in


@pytest.fixture
def commented(client: PageClient, database: Flask) -> str:
    """The address of an idea that the client's person can comment on."""
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), author=make_person())
    sign_in(client, make_person())
    return f"/ideas/{idea.id}"


def test_reading_transaction_is_refused_any_write(database: Flask) -> None:
    make_contest()
    db.session.rollback()
    with mode("read"), pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE contests SET slug = 'changed'"))
    db.session.rollback()
    assert db.session.scalars(select(Contest.slug)).one() != "changed"


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL has no one write lock to wait for")
def test_clock_is_read_after_the_wait_for_the_write_lock(client: PageClient, commented: str) -> None:
    page = client.get(commented)
    holder = db.engine.connect()
    holder.exec_driver_sql("SELECT 1")  # begins: BEGIN IMMEDIATE
    sender = threading.Thread(target=lambda: client.send(page, to=f"{commented}/comments", body="待っていた"))
    sender.start()
    time.sleep(0.3)
    released = now()
    holder.rollback()
    holder.close()
    sender.join()
    assert db.session.scalars(select(Comment.posted_at)).one() >= released


def test_same_submission_acts_once_and_gets_the_first_answer(client: PageClient, commented: str) -> None:
    page = client.get(commented)
    answers = [client.send(page, to=f"{commented}/comments", body="一度だけ") for _ in range(10)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (303, answers[0].headers["Location"])
    }
    assert len(db.session.scalars(select(Comment)).all()) == 1


def test_changed_text_with_an_old_key_is_another_submission(client: PageClient, commented: str) -> None:
    page = client.get(commented)
    for body in ("はじめの意見", "書き直した意見"):
        client.follow(client.send(page, to=f"{commented}/comments", body=body))
    assert db.session.scalars(select(Comment.body).order_by(Comment.id)).all() == ["はじめの意見", "書き直した意見"]


def test_refused_submission_can_be_sent_again_with_its_key(client: PageClient, commented: str) -> None:
    page = client.get(commented)
    client.page_of(client.send(page, to=f"{commented}/comments", body=""))
    client.follow(client.send(page, to=f"{commented}/comments", body="こんどは書いた"))
    assert len(db.session.scalars(select(Submission)).all()) == 1


def test_other_people_do_not_get_my_answer(client: PageClient, commented: str) -> None:
    page = client.get(commented)
    client.follow(client.send(page, to=f"{commented}/comments", body="わたし", idempotency_key="k"))
    other = PageClient(client.app)
    sign_in(other, make_person())
    theirs = other.get(commented)
    other.follow(other.send(theirs, to=f"{commented}/comments", body="わたし", idempotency_key="k"))
    assert len(db.session.scalars(select(Comment)).all()) == 2


def test_twelve_twins_at_once_act_once(client: PageClient, commented: str) -> None:
    page = client.get(commented)
    address = f"{commented}/comments"
    fields = page.fields(page.form(address)) | {"body": "同時に"}
    cookie = client.browser.get_cookie(client.app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    statuses: list[int] = []
    barrier = threading.Barrier(12)

    def send() -> None:
        twin = client.app.test_client()
        twin.set_cookie(cookie.key, cookie.value)
        barrier.wait()
        statuses.append(twin.post(address, data=fields).status_code)

    db.session.rollback()
    threads = [threading.Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 12
    assert len(db.session.scalars(select(Comment)).all()) == 1
    assert db.session.scalars(select(Idea.comment_count)).one() == 1


def test_failure_shows_an_incident_number_and_logs_it_without_what_was_typed(
    client: PageClient, commented: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_words: object) -> None:
        raise RuntimeError("the disk said no")

    page = client.get(commented)
    monkeypatch.setattr("contest.services.ideas.post_comment", fail)
    with caplog.at_level(logging.ERROR):
        answer = client.send(page, to=f"{commented}/comments", body="秘密の住所")
    shown = client.page_of(answer, status=500)
    incident = caplog.records[-1].__dict__["facts"]["incident"]
    assert incident in shown.text
    assert "disk" not in shown.html
    assert "秘密の住所" not in caplog.text
    assert db.session.scalars(select(Comment)).all() == []
