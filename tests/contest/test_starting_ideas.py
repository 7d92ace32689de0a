"""Pressing "write an idea" twice at the same moment leaves one draft, on both engines, over two real connections."""

import threading
import time

from flask import Flask
from sqlalchemy import select

from contest.enums import Phase
from contest.models import Contest, Idea
from contest.services.ideas import IdeaText, save_draft, start_idea
from foundations.database.session import db, transaction
from tests.factories.contest import actor_of, make_contest, make_person

EMPTY = IdeaText(division_id=None, title="", problem="", proposal="", data_needed="")


def test_two_presses_at_once_leave_one_draft(database: Flask) -> None:
    contest, author = make_contest(phase=Phase.SUBMISSION), actor_of(make_person())
    begun, asked = threading.Event(), threading.Event()
    drafts: list[int] = []

    def press(before: threading.Event | None, after: threading.Event) -> None:
        with database.app_context():
            if before is not None:
                before.wait(20)
                after.set()
            with transaction("write") as session:
                drafts.append(start_idea(contest=session.get_one(Contest, contest_id), by=author).id)
                if before is None:
                    after.set()
                    asked.wait(20)
                    time.sleep(0.3)  # the other one is asking meanwhile, and must wait for us

    contest_id = contest.id
    db.session.rollback()
    presses = [threading.Thread(target=press, args=pair) for pair in ((None, begun), (begun, asked))]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert len(drafts) == 2
    assert len(set(drafts)) == 1
    assert len(db.session.scalars(select(Idea)).all()) == 1


def test_draft_that_was_emptied_is_gone_on_with_and_a_second_one_may_be_emptied_too(database: Flask) -> None:
    contest, author = make_contest(phase=Phase.SUBMISSION), actor_of(make_person())
    drafts = []
    for title in ("One", "Two"):
        drafts.append(start_idea(contest=contest, by=author))
        save_draft(idea=drafts[-1], text=IdeaText(None, title, "", "", ""), by=author)
    for draft in drafts:
        save_draft(idea=draft, text=EMPTY, by=author)

    assert start_idea(contest=contest, by=author) in drafts
    assert len(db.session.scalars(select(Idea)).all()) == 2
