"""A council for tests: nine seats in four sectors, meetings, motions and rules. What is made is committed."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from accounts.enums import EVERYWHERE, Role
from accounts.methods import Actor
from accounts.models import Person
from foundations.database.clock import day_in_japan, now
from foundations.database.session import db
from governance_board.enums import Formula, MotionKind, Sector, Standing, Vote
from governance_board.models import Attendance, Council, Meeting, Motion, Rule, Seat, SeatHolding
from governance_board.services.meetings import Matter, MeetingText, add_item, convene_meeting, note_arrival
from governance_board.services.meetings import open_item as open_agenda_item
from governance_board.services.meetings import open_meeting as begin_meeting
from governance_board.services.motions import Subject, submit_motion
from governance_board.services.rules import carry_out_motion
from governance_board.services.seats import add_seat, establish_council
from governance_board.services.votes import cast_vote, close_vote, open_vote
from governance_board.services.wordings import Wording
from tests.factories.accounts import make_person

SECTORS = (
    *(Sector.GOVERNMENT,) * 2,
    *(Sector.COMPANY,) * 2,
    *(Sector.CITIZEN,) * 3,
    *(Sector.EXPERT,) * 2,
)
PERMIT = '{"effect": "permit", "datasets": ["flow"], "purposes": ["relief"]}'
FORBID = '{"effect": "forbid", "datasets": ["flow"]}'
_TERM = dt.timedelta(days=400)
_numbers = itertools.count(1)


@dataclass
class Board:
    """The council with everybody in it. ``at`` is the clock of the acts; each act moves it on."""

    council: Council
    at: dt.datetime
    seats: list[Seat] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def tick(self, by: dt.timedelta = dt.timedelta(seconds=1)) -> dt.datetime:
        """Let time pass."""
        self.at += by
        return self.at

    def actor(self, person: Person | int, *roles: Role) -> Actor:
        """Somebody at the next moment: a person, or the holder of the seat with that index."""
        who = self.people[person] if isinstance(person, int) else person
        return Actor(
            at=self.tick(),
            person_id=who.id,
            name=who.name,
            is_confirmed=True,
            grants=frozenset((role, EVERYWHERE) for role in (roles or (Role.COUNCIL_MEMBER,))),
        )

    @property
    def chair(self) -> Actor:
        """The chair, who holds the first seat."""
        return self.actor(0, Role.COUNCIL_MEMBER, Role.CHAIR)

    @property
    def secretariat(self) -> Actor:
        """An officer of the secretariat; who exactly does not matter here."""
        return self.actor(0, Role.SECRETARIAT)


def make_board(*, at: dt.datetime | None = None, sectors: Sequence[Sector] = SECTORS, of_sector: int = 1) -> Board:
    """A council whose every seat is held since before ``at`` (now by default)."""
    at = at or now()
    founder = make_person(at=at)
    by = Actor(at=at, person_id=founder.id)
    texts = {"name_ja": "協議会", "name_en": "Council", "about_ja": "規則を定めます。", "about_en": "Makes rules."}
    board = Board(establish_council(texts=texts, by=by, quorum_of_sector=of_sector), at)
    for number, sector in enumerate(sectors, start=1):
        named = {"name_ja": f"第{number}席", "name_en": f"Seat {number}"}
        board.seats.append(add_seat(sector=sector, **named, by=board.actor(founder, Role.SECRETARIAT)))
        board.people.append(make_member(board.seats[-1], at=at))
    db.session.commit()
    return board


def make_member(
    seat: Seat, *, at: dt.datetime, standing: Standing = Standing.MEMBER, person: Person | None = None
) -> Person:
    """A person, a new one unless given, who holds the seat, or stands in for it, since before ``at``."""
    person = person or make_person(at=at)
    since = at - _TERM / 2
    number = sum(one.standing == standing for one in seat.holdings) + 1
    term = {"starts_at": since, "ends_at": since + _TERM, "appointed_at": since}
    seat.holdings.append(SeatHolding(standing=standing, number=number, person=person, **term))
    db.session.commit()
    return person


def make_meeting(board: Board, *motions: Motion, present: Sequence[int] | None = None, is_open: bool = True) -> Meeting:
    """A meeting about ``motions``, open with everybody there (or the seats of the indices) unless told otherwise."""
    number = next(_numbers)
    text = MeetingText(f"第{number}回", f"Meeting {number}", "都庁", "City hall")
    starts_at = board.at + dt.timedelta(days=8)
    agenda = [Matter(f"議題{one.number}", f"Item {one.number}", one) for one in motions]
    meeting = convene_meeting(text=text, starts_at=starts_at, agenda=agenda, by=board.secretariat)
    if is_open:
        board.at = max(board.at, starts_at)
        begin_meeting(meeting=meeting, by=board.chair)
        for index in range(len(board.seats)) if present is None else present:
            arrive(board, meeting, index)
    db.session.commit()
    return meeting


def arrive(board: Board, meeting: Meeting, index: int) -> Attendance:
    """The holder of a seat comes in."""
    person_id = board.people[index].id
    return note_arrival(meeting=meeting, seat=board.seats[index], person_id=person_id, by=board.secretariat)


def wording(
    board: Board, *, terms: str = PERMIT, days: int = 30, review: int | None = 395, text: str = "本文"
) -> Wording:
    """A wording in force ``days`` after the board's day, to be reviewed ``review`` days after it."""
    today = day_in_japan(board.at)
    return Wording(
        title_ja="人流データの利用",
        title_en="Use of people flow",
        text_ja=text,
        text_en="Text",
        terms=terms,
        effective_on=today + dt.timedelta(days=days),
        review_on=None if review is None else today + dt.timedelta(days=review),
        reason="はじめての案",
    )


def make_motion(
    board: Board,
    *,
    kind: MotionKind = MotionKind.ENACT_RULE,
    formula: Formula = Formula.MAJORITY,
    subject: Subject | None = None,
    says: Wording | None = None,
) -> Motion:
    """A motion; a new rule unless told otherwise."""
    subject = subject or Subject(rule_slug=f"rule-{next(_numbers)}")
    motion = submit_motion(
        kind=kind, formula=formula, subject=subject, wording=says or wording(board), by=board.secretariat
    )
    db.session.commit()
    return motion


def put_to_vote(board: Board, motion: Motion, meeting: Meeting | None = None) -> Meeting:
    """Open the vote on a motion, in a meeting of its own unless one is given."""
    if meeting is None:
        meeting = make_meeting(board, motion)
    else:
        add_item(meeting=meeting, matter=Matter("議題", "Item", motion), by=board.secretariat)
    item = next(item for item in meeting.items if item.motion_id == motion.id)
    open_agenda_item(meeting=meeting, item=item, by=board.chair)
    open_vote(motion=motion, by=board.chair)
    db.session.commit()
    return meeting


def carry(board: Board, motion: Motion, meeting: Meeting | None = None) -> Meeting:
    """Let every seat vote yes, and count."""
    meeting = put_to_vote(board, motion, meeting)
    for index in range(len(board.seats)):
        cast_vote(motion=motion, choice=Vote.YES, by=board.actor(index))
    assert close_vote(motion=motion, by=board.chair).is_carried
    db.session.commit()
    return meeting


def make_rule(board: Board, *, says: Wording | None = None, slug: str = "people-flow") -> Rule:
    """A rule that the council has made, in force from its day on."""
    motion = make_motion(board, subject=Subject(rule_slug=slug), says=says)
    carry(board, motion)
    carry_out_motion(motion=motion, by=board.secretariat)
    db.session.commit()
    rule = db.session.query(Rule).filter_by(slug=slug).one()
    assert rule.versions[0].hash == motion.latest.hash
    return rule
