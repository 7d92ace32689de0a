"""Minutes: drafted from what was recorded, corrected by hand, approved by the chair, published."""

from hashlib import sha256

from accounts.methods import Actor
from foundations.database.locks import hold
from foundations.database.session import db
from governance_board.enums import MeetingState
from governance_board.errors import MeetingNotOver, MinutesMovedOn
from governance_board.models import Meeting, Minutes
from governance_board.presets.minutes import minutes_text
from governance_board.services.acts import record_act


def draft_minutes(*, meeting: Meeting, by: Actor) -> Minutes:
    """Write the first draft from the record, in both languages; an earlier draft is replaced.

    Raises:
        MeetingNotOver: before the meeting's end.
        MinutesMovedOn: once they are approved.
    """
    if meeting.state != MeetingState.CLOSED:
        raise MeetingNotOver
    return rewrite_minutes(
        meeting=meeting, text_ja=minutes_text(meeting, "ja"), text_en=minutes_text(meeting, "en"), by=by
    )


def rewrite_minutes(*, meeting: Meeting, text_ja: str, text_en: str, by: Actor) -> Minutes:
    """Replace the draft.

    Raises:
        MinutesMovedOn: once they are approved.
    """
    minutes = meeting.minutes
    if minutes is None:
        minutes = Minutes(text_ja=text_ja, text_en=text_en, drafted_at=by.at)
        meeting.minutes = minutes
        db.session.flush()
        return minutes
    _hold(minutes)
    minutes.rewrite(text_ja, text_en, at=by.at)
    return minutes


def approve_minutes(*, meeting: Meeting, by: Actor) -> None:
    """Let the draft be the record of the meeting; from here on it stays.

    Raises:
        MinutesMovedOn: without a draft, or once approved.
    """
    minutes = _minutes_of(meeting)
    minutes.approve(by.person_id, at=by.at)
    record_act("minutes_approved", {"hash": _hash(minutes)}, subject=f"meeting:{meeting.number}", by=by)


def publish_minutes(*, meeting: Meeting, by: Actor) -> None:
    """Show approved minutes to everybody.

    Raises:
        MinutesMovedOn: before they are approved, and once they are out.
    """
    minutes = _minutes_of(meeting)
    minutes.publish(at=by.at)
    record_act("minutes_published", {"hash": _hash(minutes)}, subject=f"meeting:{meeting.number}", by=by)


def _minutes_of(meeting: Meeting) -> Minutes:
    if meeting.minutes is None:
        raise MinutesMovedOn
    _hold(meeting.minutes)
    return meeting.minutes


def _hold(minutes: Minutes) -> None:
    hold(minutes, "approved_at", "published_at")


def _hash(minutes: Minutes) -> str:
    return sha256(f"{minutes.text_ja}\n\n{minutes.text_en}".encode()).hexdigest()
