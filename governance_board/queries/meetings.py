"""Reads of meetings, attendance and minutes."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from accounts.methods import Actor
from foundations.database.session import db
from foundations.web.paging import SIZE, Page
from governance_board import policies
from governance_board.models import AgendaItem, Attendance, Meeting, Minutes, Motion


def meeting_with_id(_actor: Actor, meeting_id: int) -> Meeting | None:
    """Return a meeting with its agenda, attendance and minutes."""
    return db.session.scalar(
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .options(
            selectinload(Meeting.items).joinedload(AgendaItem.motion).selectinload(Motion.versions),
            selectinload(Meeting.items).joinedload(AgendaItem.motion).joinedload(Motion.result),
            selectinload(Meeting.attendances).joinedload(Attendance.seat),
            selectinload(Meeting.attendances).joinedload(Attendance.person),
            joinedload(Meeting.minutes),
        )
    )


def minutes_visible_to(actor: Actor, meeting_id: int) -> Meeting | None:
    """Return a meeting whose minutes the actor may read."""
    meeting = meeting_with_id(actor, meeting_id)
    return meeting if meeting is not None and policies.may_read_minutes(actor, meeting) else None


def item_of_meeting(actor: Actor, meeting_id: int, item_id: int) -> tuple[Meeting, AgendaItem] | None:
    """Return a meeting and one of its agenda items."""
    meeting = meeting_with_id(actor, meeting_id)
    found = next((item for item in meeting.items if item.id == item_id), None) if meeting is not None else None
    return None if meeting is None or found is None else (meeting, found)


def attendance_of_meeting(actor: Actor, meeting_id: int, attendance_id: int) -> tuple[Meeting, Attendance] | None:
    """Return a meeting and one of its presences."""
    meeting = meeting_with_id(actor, meeting_id)
    there = meeting.attendances if meeting is not None else []
    found = next((attendance for attendance in there if attendance.id == attendance_id), None)
    return None if meeting is None or found is None else (meeting, found)


def next_meetings() -> Sequence[Meeting]:
    """Return the meetings that are open or to come, the first one first."""
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.closed_at.is_(None))
        .options(selectinload(Meeting.items))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(SIZE)
    ).all()


def past_meetings(page: int) -> Page[Meeting]:
    """Return a page of the meetings that are over, the latest first."""
    over = select(Meeting).where(Meeting.closed_at.is_not(None))
    total = db.session.scalar(select(func.count()).select_from(over.subquery())) or 0
    rows = db.session.scalars(
        over.options(joinedload(Meeting.minutes))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    return Page(rows.all(), page, total)


def open_item_of(motion: Motion) -> AgendaItem | None:
    """Return the agenda item under which the motion is being dealt with, in an open meeting."""
    return db.session.scalar(
        select(AgendaItem)
        .join(AgendaItem.meeting)
        .where(
            AgendaItem.motion_id == motion.id,
            AgendaItem.opened_at.is_not(None),
            AgendaItem.closed_at.is_(None),
            Meeting.opened_at.is_not(None),
            Meeting.closed_at.is_(None),
        )
        .options(joinedload(AgendaItem.meeting))
    )


def present_in(meeting_id: int | None) -> Mapping[int, int]:
    """Return who sits for which seat in a meeting now: person by seat."""
    rows = db.session.execute(
        select(Attendance.seat_id, Attendance.person_id).where(
            Attendance.meeting_id == meeting_id, Attendance.left_at.is_(None)
        )
    )
    return {row.seat_id: row.person_id for row in rows}


def published_minutes(at: dt.datetime) -> Sequence[Minutes]:
    """Return the minutes that are public at ``at``, in the order of their meetings."""
    return db.session.scalars(
        select(Minutes)
        .join(Minutes.meeting)
        .where(Minutes.published_at <= at)
        .options(joinedload(Minutes.meeting))
        .order_by(Meeting.number)
    ).all()


def meetings_without_minutes() -> Sequence[Meeting]:
    """Return the meetings that are over and whose minutes are not public yet, by number."""
    return db.session.scalars(
        select(Meeting)
        .outerjoin(Meeting.minutes)
        .where(Meeting.closed_at.is_not(None), Minutes.published_at.is_(None))
        .options(joinedload(Meeting.minutes))
        .order_by(Meeting.number)
    ).all()
