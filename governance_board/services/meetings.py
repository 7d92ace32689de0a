"""Meetings: calling them, leading them through their agenda, noting who is there."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.methods import Actor
from foundations.database.locks import hold
from foundations.database.session import db
from governance_board.enums import MotionState
from governance_board.errors import AlreadySeated, NotHolderOfSeat, NoticeTooShort, VoteStillOpen
from governance_board.models import AgendaItem, Attendance, Meeting, Seat
from governance_board.queries.meetings import present_in
from governance_board.queries.seats import holding_of, next_number
from governance_board.services.acts import hold_council, record_act

if TYPE_CHECKING:
    from governance_board.models import Motion


@dataclass(frozen=True, slots=True)
class MeetingText:
    """What a call says of a meeting."""

    title_ja: str
    title_en: str
    place_ja: str
    place_en: str


@dataclass(frozen=True, slots=True)
class Matter:
    """An item for the agenda: a motion to vote on, or something to talk about."""

    title_ja: str
    title_en: str
    motion: "Motion | None" = None


def convene_meeting(*, text: MeetingText, starts_at: dt.datetime, agenda: Sequence[Matter], by: Actor) -> Meeting:
    """Call a meeting with its agenda.

    Raises:
        NoticeTooShort: if it would begin before the notice period of the standing orders is over.
    """
    council = hold_council()
    earliest = by.at + dt.timedelta(days=council.notice_days)
    if starts_at < earliest:
        raise NoticeTooShort(days=council.notice_days, earliest=earliest)
    meeting = Meeting(
        number=next_number(Meeting.number),
        title_ja=text.title_ja,
        title_en=text.title_en,
        place_ja=text.place_ja,
        place_en=text.place_en,
        starts_at=starts_at,
        convened_at=by.at,
        convened_by_id=by.person_id,
        notice_ends_at=earliest,
    )
    db.session.add(meeting)
    db.session.flush()
    record_act("meeting_convened", {"starts_at": starts_at.isoformat()}, subject=_subject(meeting), by=by)
    for matter in agenda:
        add_item(meeting=meeting, matter=matter, by=by)
    return meeting


def add_item(*, meeting: Meeting, matter: Matter, by: Actor) -> AgendaItem:
    """Put a matter on the agenda, last, until the meeting is over."""
    _hold(meeting)
    meeting.check_not_over()
    item = AgendaItem(
        position=len(meeting.items) + 1,
        title_ja=matter.title_ja,
        title_en=matter.title_en,
        motion=matter.motion,
    )
    meeting.items.append(item)
    db.session.flush()
    motion = None if matter.motion is None else matter.motion.number
    record_act("item_added", {"item": item.position, "motion": motion}, subject=_subject(meeting), by=by)
    return item


def open_meeting(*, meeting: Meeting, by: Actor) -> None:
    """Begin a meeting."""
    _hold(meeting)
    meeting.open(at=by.at)
    record_act("meeting_opened", {}, subject=_subject(meeting), by=by)


def close_meeting(*, meeting: Meeting, by: Actor) -> None:
    """End a meeting: its open items are left, everybody goes.

    Raises:
        VoteStillOpen: if a vote is open.
    """
    _hold(meeting)
    for item in meeting.items:
        if item.is_open:
            close_item(meeting=meeting, item=item, by=by)
    for attendance in meeting.attendances:
        if attendance.left_at is None:
            attendance.left_at = by.at
    meeting.close(at=by.at)
    record_act("meeting_closed", {}, subject=_subject(meeting), by=by)


def open_item(*, meeting: Meeting, item: AgendaItem, by: Actor) -> None:
    """Call up a matter; the one dealt with so far is left.

    Raises:
        MeetingNotOpen: outside of the meeting.
        VoteStillOpen: if a vote is open under the item dealt with so far.
    """
    _hold(meeting)
    meeting.check_open()
    for other in meeting.items:
        if other.is_open:
            close_item(meeting=meeting, item=other, by=by)
    item.open(at=by.at)
    record_act("item_opened", {"item": item.position}, subject=_subject(meeting), by=by)


def close_item(*, meeting: Meeting, item: AgendaItem, by: Actor) -> None:
    """Leave a matter.

    Raises:
        VoteStillOpen: if its vote is open.
    """
    _hold(meeting)
    if item.motion is not None:
        hold(item.motion, "vote_opened_at", "vote_closed_at")
        if item.motion.state == MotionState.VOTING:
            raise VoteStillOpen
    item.close(at=by.at)
    record_act("item_closed", {"item": item.position}, subject=_subject(meeting), by=by)


def note_arrival(*, meeting: Meeting, seat: Seat, person_id: int, by: Actor) -> Attendance:
    """Note that a seat is filled in the room, by its member or its substitute.

    Raises:
        MeetingNotOpen: outside of the meeting.
        NotHolderOfSeat: if the person may not sit there now.
        AlreadySeated: if the seat is filled, or the person sits elsewhere.
    """
    _hold(meeting)
    meeting.check_open()
    holding = holding_of(person_id, by.at)
    if holding is None or holding.seat_id != seat.id:
        raise NotHolderOfSeat
    there = present_in(meeting.id)
    if seat.id in there or person_id in there.values():
        raise AlreadySeated
    attendance = Attendance(seat=seat, person_id=person_id, arrived_at=by.at)
    meeting.attendances.append(attendance)
    db.session.flush()
    facts = {"seat": seat.number, "person": person_id}
    record_act("member_arrived", facts, subject=_subject(meeting), by=by)
    return attendance


def note_departure(*, meeting: Meeting, attendance: Attendance, by: Actor) -> None:
    """Note that somebody has left; the first departure counts."""
    _hold(meeting)
    meeting.check_open()
    if attendance.left_at is not None:
        return
    attendance.left_at = by.at
    facts = {"seat": attendance.seat.number, "person": attendance.person_id}
    record_act("member_left_meeting", facts, subject=_subject(meeting), by=by)


def _hold(meeting: Meeting) -> None:
    hold(meeting, "opened_at", "closed_at")


def _subject(meeting: Meeting) -> str:
    return f"meeting:{meeting.number}"
