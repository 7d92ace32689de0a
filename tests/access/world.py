"""A small city in which every route can be asked for by everybody.

One contest in each phase (its slug is the phase's name), one idea in each state,
and eighteen actors. ``nothing_kept`` undoes what a request wrote, so that each one
is asked in the same city.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accounts.enums import EVERYWHERE, Role, contest_scope
from accounts.models import Person, SignIn
from consent.services.exports import make_export_link
from contest.enums import ConflictKind, IdeaState, Phase
from contest.methods.imports import open_file
from contest.models import Ballot, Comment, Conflict, Contest, IdeaResult, Improvement
from contest.services.imports import upload_file
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.models import KEY_LENGTH
from foundations.ledger.recording import record
from foundations.ledger.signing_keys import signer_for
from foundations.mail.models import OutgoingMail
from foundations.mail.outbox import queue_mail
from tests.access.council import seat_council
from tests.factories.accounts import actor_of, grant_role, make_person, make_sign_in
from tests.factories.ballots import make_ballot
from tests.factories.consent import make_consent, make_purpose
from tests.factories.contest import make_award, make_contest, make_criterion, make_idea, make_invitation
from tests.factories.workshops import make_board, make_group, make_note, make_registration, make_slip, make_workshop

DUTIES = {
    "judge": Role.JUDGE,
    "judge_in_conflict": Role.JUDGE,
    "secretariat": Role.SECRETARIAT,
    "auditor": Role.AUDITOR,
    "chair": Role.CHAIR,
    "council_member": Role.COUNCIL_MEMBER,
    "facilitator": Role.FACILITATOR,
    "provider_officer": Role.PROVIDER_OFFICER,
    "user_officer": Role.USER_OFFICER,
    "privacy_officer": Role.PRIVACY_OFFICER,
    "administrator": Role.ADMINISTRATOR,
}
ACTORS = ("anonymous", "unverified", "citizen", "owner", "suspended", "other_secretariat", "other_judge", *DUTIES)


@dataclass
class World:
    """The city: ``urls`` maps a name in the access table to the value it stands for in a path."""

    app: Flask
    urls: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def name(self, parameter: str, name: str, value: object) -> None:
        """Let the access table call ``value`` by ``name``."""
        self.urls.setdefault(parameter, {})[name] = str(value)

    def browser(self, actor: str) -> FlaskClient:
        """Return a browser in which the actor has just signed in; what it does to its cookies is its own."""
        client = self.app.test_client()
        if actor in self.tokens:
            with client.session_transaction() as session:
                session["sign_in"] = self.tokens[actor]
        return client

    def path(self, rule: Any, chosen: dict[str, str]) -> str:
        """Return the path of ``rule`` with the parameters that the access table chose by name."""
        values = {key: self.urls.get(key, {}).get(chosen[key], chosen[key]) for key in rule.arguments}
        adapter = self.app.url_map.bind("localhost")
        return adapter.build(rule.endpoint, values)


def build_world(app: Flask) -> World:
    """Fill the database and sign everybody in."""
    world = World(app)
    people = _people(world)
    for phase in Phase:
        contest = make_contest(phase=phase, slug=phase.value)
        _fill(world, contest, phase, people)
    hidden = make_contest(phase=Phase.ANNOUNCED, slug="hidden")
    hidden.announced_at = None
    for scoped, role in (("other_secretariat", Role.SECRETARIAT), ("other_judge", Role.JUDGE)):
        grant_role(people[scoped], role, contest_scope(hidden.id))
    people["suspended"].suspended_at = now()
    seat_council(world, people)
    owner_sign_in = select(SignIn.id).where(SignIn.person_id == people["owner"].id)
    world.name("sign_in_id", "owner", db.session.scalars(owner_sign_in).one())
    world.name("receipt_code", "owner", _receipt(people["owner"]))
    world.name("mail_id", "given up", _mail_given_up())
    _hold_workshops(world, people)
    record("contest.announced", {"contest": hidden.id}, subject=None, at=now())
    _decide_about_data(world, people["owner"])
    db.session.commit()
    publish_checkpoint(signer_for(app.extensions["yoriai_settings"]), at=now())
    db.session.commit()
    return world


def _people(world: World) -> dict[str, Person]:
    people = {name: make_person(is_confirmed=name != "unverified") for name in ACTORS if name != "anonymous"}
    for name, role in DUTIES.items():
        grant_role(people[name], role, EVERYWHERE)
    people["appointee"] = make_person()  # judges each contest, and asks for nothing here
    world.tokens = {name: make_sign_in(person) for name, person in people.items()}
    return people


def _fill(world: World, contest: Contest, phase: Phase, people: dict[str, Person]) -> None:
    make_criterion(contest)
    started = upload_file(
        contest=contest, file_name="a.csv", file=open_file("提案\nあ\n".encode()), by_id=None, at=now()
    )
    world.name("import_id", phase.value, started.id)
    world.name("award_id", phase.value, make_award(contest).id)
    world.name("part_id", phase.value, contest.divisions[0].id)
    world.name("invitation_id", phase.value, make_invitation(contest, people["owner"]).id)
    world.name("grant_id", phase.value, grant_role(people["appointee"], Role.JUDGE, contest_scope(contest.id)).id)
    for state in IdeaState:
        idea = make_idea(contest, state=state, author=people["owner"])
        world.name("idea_id", f"{state.value} in {phase.value}", idea.id)
        if state == IdeaState.PUBLISHED:
            comment = Comment(idea_id=idea.id, author_id=people["owner"].id, body="…", posted_at=now())
            db.session.add_all(
                [
                    comment,
                    Conflict(
                        judge_id=people["judge_in_conflict"].id,
                        idea_id=idea.id,
                        kind=ConflictKind.OTHER,
                        declared_at=now(),
                    ),
                ]
            )
            if phase == Phase.RELEASED:
                counts = {"votes": 0, "vote_rank": 1, "sheets": 0}
                db.session.add(IdeaResult(idea_id=idea.id, contest_id=contest.id, **counts))
                make_ballot(contest, [idea], improvement="…")
                world.name("key", phase.value, db.session.scalars(select(Improvement.key)).one())
            db.session.commit()
            world.name("comment_id", phase.value, comment.id)


def _hold_workshops(world: World, people: dict[str, Person]) -> None:
    owner, facilitator = people["owner"], people["facilitator"]
    make_workshop(slug="prepared-workshop", is_announced=False)
    make_registration(make_workshop(slug="coming-workshop"), owner)
    contest = db.session.scalars(select(Contest).where(Contest.slug == Phase.SUBMISSION.value)).one()
    running = make_workshop(slug="running-workshop", begins_in=-dt.timedelta(hours=1), contest=contest)
    world.name("code", "running", make_registration(running, owner, has_come=True).code)
    board = make_board(running, is_revealed=True)
    world.name("board_id", "running", board.id)
    world.name("slip_id", "running", make_slip(board, facilitator, is_claimed=True)[0].id)
    group = make_group(board)
    world.name("group_id", "with notes", group.id)
    world.name("note_id", "running", make_note(board, facilitator, group=group).id)


def _decide_about_data(world: World, person: Person) -> None:
    """A purpose that the person has agreed to, and their link to everything kept about them."""
    made = make_consent(person, make_purpose(slug="world-purpose"))
    world.name("ledger_key", "owner", made.ledger_key)
    sign_in_id = db.session.scalars(select(SignIn.id).where(SignIn.person_id == person.id)).one()
    by = replace(actor_of(person), sign_in_id=sign_in_id)
    world.name("token", "owner", make_export_link(by=by, at=by.at))


def _receipt(person: Person) -> str:
    """A ballot that the person cast in the contest whose results are out."""
    contest_id = db.session.scalars(select(Contest.id).where(Contest.slug == Phase.RELEASED.value)).one()
    ballot = Ballot(
        contest_id=contest_id,
        voter_id=person.id,
        sequence=1,
        cast_at=now(),
        receipt_code="b" * KEY_LENGTH,
        picks_salt=bytes(32),
    )
    db.session.add(ballot)
    return ballot.receipt_code


def _mail_given_up() -> int:
    """A mail that nobody took."""
    queue_mail(to="gone@example.jp", subject="件名", body="…", language="ja", unique_key="world:1", at=now())
    mail = db.session.scalars(select(OutgoingMail)).one()
    mail.given_up_at, mail.last_error = now(), "SMTPRecipientsRefused 550"
    return mail.id


@contextmanager
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let requests write and flush as usual, but never commit."""
    with monkeypatch.context() as patch:
        patch.setattr(db.session, "commit", db.session.rollback)
        yield
