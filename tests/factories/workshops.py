"""Workshops for tests. What is made is committed, so that requests and other processes see it."""

import datetime as dt
import itertools

from accounts.models import Person
from contest.models import Contest
from foundations.database.clock import now
from foundations.database.session import db
from tests.factories.accounts import actor_of
from workshops.models import Board, Note, NoteGroup, Place, Registration, Slip, Workshop, WorkshopMinutes
from workshops.services.registrations import register
from workshops.services.slips import claim_slip, issue_slips

__all__ = [
    "make_board",
    "make_group",
    "make_note",
    "make_registration",
    "make_slip",
    "make_workshop",
    "publish",
]

_numbers = itertools.count(1)
HOUR = dt.timedelta(hours=1)


def make_workshop(
    *,
    begins_in: dt.timedelta = 24 * HOUR,
    lasts: dt.timedelta = 3 * HOUR,
    capacity: int = 3,
    tables: int = 1,
    contest: Contest | None = None,
    slug: str | None = None,
    is_announced: bool = True,
    at: dt.datetime | None = None,
) -> Workshop:
    """A workshop that begins ``begins_in`` from ``at`` (now by default) and takes registrations until it ends."""
    number, at = next(_numbers), at or now()
    starts_at = at + begins_in
    workshop = Workshop(
        slug=slug or f"workshop-{number}",
        capacity=capacity,
        starts_at=starts_at,
        ends_at=starts_at + lasts,
        registration_closes_at=starts_at + lasts,
        contest_id=None if contest is None else contest.id,
        created_at=at - 240 * HOUR,
        announced_at=at - 120 * HOUR if is_announced else None,
        **{
            f"{name}_{language}": f"{name} {number} {language}"
            for name in ("title", "description", "place")
            for language in ("ja", "en")
        },
    )
    db.session.add(workshop)
    db.session.flush()
    db.session.add_all(Place(workshop_id=workshop.id, number=place) for place in range(1, capacity + 1))
    db.session.add_all(Board(workshop_id=workshop.id, number=table, name="") for table in range(1, tables + 1))
    db.session.commit()
    return workshop


def make_board(workshop: Workshop, *, is_revealed: bool = False) -> Board:
    """The first board of a workshop."""
    board = db.session.query(Board).filter_by(workshop_id=workshop.id, number=1).one()
    board.revealed_at = workshop.starts_at if is_revealed else None
    db.session.commit()
    return board


def make_registration(workshop: Workshop, person: Person, *, has_come: bool = False) -> Registration:
    """A person's registration, made two days ago."""
    registration = register(workshop=workshop, by=actor_of(person, at=now() - 48 * HOUR))
    registration.checked_in_at = now() if has_come else None
    db.session.commit()
    return registration


def make_slip(board: Board, by: Person, *, is_claimed: bool = False) -> tuple[Slip, str]:
    """A slip of a table, and the token of the phone that claimed it (empty if none did)."""
    issue_slips(board=board, count=1, by=actor_of(by))
    slip = db.session.query(Slip).filter_by(board_id=board.id).order_by(Slip.number.desc()).limit(1).one()
    token = claim_slip(typed=slip.code, token=None, at=now())[1] if is_claimed else ""
    db.session.commit()
    return slip, token


def make_note(board: Board, by: Person, *, body: str = "…", group: NoteGroup | None = None) -> Note:
    """A note that a facilitator wrote down for somebody."""
    note = Note(
        board_id=board.id,
        body=body,
        written_for_others_by_id=by.id,
        written_at=now(),
        group_id=None if group is None else group.id,
        position=next(_numbers),
    )
    db.session.add(note)
    db.session.commit()
    return note


def make_group(board: Board, *, heading: str = "Benches") -> NoteGroup:
    """A group on a board."""
    group = NoteGroup(board_id=board.id, heading=heading, position=next(_numbers), made_at=now())
    db.session.add(group)
    db.session.commit()
    return group


def publish(workshop: Workshop, by: Person, *, body: str = "We talked.") -> WorkshopMinutes:
    """The workshop's minutes, published now."""
    minutes = WorkshopMinutes(workshop=workshop, body=body, saved_at=now(), saved_by_id=by.id, published_at=now())
    db.session.add(minutes)
    db.session.commit()
    return minutes
