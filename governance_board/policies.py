"""Who may do what in the council. Which seat somebody holds is the services' to find out: it is a row, not a role."""

from accounts.enums import Role
from accounts.methods import Actor
from governance_board.enums import MeetingState, MotionState
from governance_board.models import Meeting, Minutes, Motion, Seat, SeatHolding, Suspension


def is_member(actor: Actor) -> bool:
    """Who holds a seat, or stands in for somebody who does."""
    return actor.has_role(Role.COUNCIL_MEMBER)


def is_member_with(actor: Actor, _thing: object) -> bool:
    """Members, whatever the state of the thing: the service says by name why it cannot be done now."""
    return is_member(actor)


def is_chair(actor: Actor) -> bool:
    """The chair."""
    return actor.has_role(Role.CHAIR)


def is_secretariat(actor: Actor) -> bool:
    """The secretariat of the whole city."""
    return actor.has_role(Role.SECRETARIAT)


def has_a_desk(actor: Actor) -> bool:
    """Members, the chair and the secretariat."""
    return is_member(actor) or is_chair(actor) or is_secretariat(actor)


def may_lead(actor: Actor) -> bool:
    """The chair; the secretariat carries out what the chair says."""
    return is_chair(actor) or is_secretariat(actor)


def may_submit_motion(actor: Actor) -> bool:
    """Members and the secretariat."""
    return is_member(actor) or is_secretariat(actor)


def may_appoint(actor: Actor, _seat: Seat) -> bool:
    """The secretariat."""
    return is_secretariat(actor)


def may_end_holding(actor: Actor, holding: SeatHolding) -> bool:
    """The secretariat, until the term is over."""
    return is_secretariat(actor) and actor.at < holding.ends_at


def may_prepare_meeting(actor: Actor, meeting: Meeting) -> bool:
    """The secretariat, until the meeting is over."""
    return is_secretariat(actor) and meeting.state != MeetingState.CLOSED


def may_lead_meeting(actor: Actor, meeting: Meeting) -> bool:
    """Chair and secretariat, until the meeting is over."""
    return may_lead(actor) and meeting.state != MeetingState.CLOSED


def may_take_attendance(actor: Actor, meeting: Meeting) -> bool:
    """Chair and secretariat, while the meeting lasts."""
    return may_lead(actor) and meeting.state == MeetingState.OPEN


def may_lead_item(actor: Actor, found: tuple[Meeting, object]) -> bool:
    """Whoever may lead the meeting of an agenda item."""
    return may_lead_meeting(actor, found[0])


def may_note_departure(actor: Actor, found: tuple[Meeting, object]) -> bool:
    """Whoever may take attendance in the meeting."""
    return may_take_attendance(actor, found[0])


def may_amend_motion(actor: Actor, motion: Motion) -> bool:
    """Members and the secretariat, until the vote begins."""
    return may_submit_motion(actor) and motion.state == MotionState.SUBMITTED


def may_withdraw_motion(actor: Actor, motion: Motion) -> bool:
    """Who submitted it, until the vote begins."""
    return motion.submitted_by_id == actor.person_id and may_amend_motion(actor, motion)


def may_declare_interest(actor: Actor, motion: Motion) -> bool:
    """Members, until the vote is closed."""
    return is_member(actor) and motion.state in {MotionState.SUBMITTED, MotionState.VOTING}


def may_recuse_seat(actor: Actor, motion: Motion) -> bool:
    """The chair, until the vote is closed."""
    return is_chair(actor) and motion.state in {MotionState.SUBMITTED, MotionState.VOTING}


def may_begin_vote(actor: Actor, motion: Motion) -> bool:
    """The chair, once."""
    return is_chair(actor) and motion.state == MotionState.SUBMITTED


def may_close_vote(actor: Actor, motion: Motion) -> bool:
    """The chair, while it is open."""
    return is_chair(actor) and motion.state == MotionState.VOTING


def may_vote(actor: Actor, motion: Motion) -> bool:
    """Members, while the vote is open."""
    return is_member(actor) and motion.state == MotionState.VOTING


def may_carry_out_motion(actor: Actor, motion: Motion) -> bool:
    """The secretariat, once it is carried."""
    return is_secretariat(actor) and motion.state == MotionState.CARRIED


def may_sign_suspension(actor: Actor, suspension: Suspension) -> bool:
    """Members, while the second signature is missing."""
    return is_member(actor) and suspension.in_force_at is None and actor.at < suspension.void_at


def may_write_minutes(actor: Actor, meeting: Meeting) -> bool:
    """The secretariat, after the meeting and until the chair has approved them."""
    is_open = meeting.minutes is None or meeting.minutes.approved_at is None
    return is_secretariat(actor) and meeting.state == MeetingState.CLOSED and is_open


def may_approve_minutes(actor: Actor, meeting: Meeting) -> bool:
    """The chair, once."""
    return is_chair(actor) and meeting.minutes is not None and meeting.minutes.approved_at is None


def may_publish_minutes(actor: Actor, meeting: Meeting) -> bool:
    """The secretariat, once they are approved."""
    minutes = meeting.minutes
    return is_secretariat(actor) and minutes is not None and _is_approved(minutes) and minutes.published_at is None


def may_read_minutes(actor: Actor, meeting: Meeting) -> bool:
    """Everybody, once published; before that the council and its secretariat."""
    minutes = meeting.minutes
    return minutes is not None and (minutes.published_at is not None or has_a_desk(actor))


def _is_approved(minutes: Minutes) -> bool:
    return minutes.approved_at is not None


def motion_acts(actor: Actor, motion: Motion) -> frozenset[str]:
    """Return the names of what the actor may do with a motion now, for its page."""
    judged = {
        "amend": may_amend_motion,
        "withdraw": may_withdraw_motion,
        "declare": may_declare_interest,
        "recuse": may_recuse_seat,
        "open_vote": may_begin_vote,
        "close_vote": may_close_vote,
        "carry_out": may_carry_out_motion,
    }
    return frozenset(name for name, policy in judged.items() if policy(actor, motion))
