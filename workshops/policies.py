"""Who may do what in a workshop: pure, and the only place that knows roles."""

from accounts.enums import Role
from accounts.methods import Actor
from workshops.enums import workshop_scope
from workshops.models import Board, Note, Registration, Slip, Visit, Workshop, WorkshopMinutes


def may_prepare_workshop(actor: Actor) -> bool:
    """The secretariat of the whole city."""
    return actor.has_role(Role.SECRETARIAT)


def may_run(actor: Actor, workshop: Workshop) -> bool:
    """The workshop's facilitators and the secretariat."""
    scope = workshop_scope(workshop.id)
    return actor.has_role(Role.FACILITATOR, scope) or actor.has_role(Role.SECRETARIAT, scope)


def may_see_workshop(actor: Actor, workshop: Workshop) -> bool:
    """Everybody, once it is announced; before that, who prepares and runs it."""
    return workshop.announced_at is not None or may_run(actor, workshop)


def may_edit_workshop(actor: Actor, workshop: Workshop) -> bool:
    """The secretariat, until it begins."""
    is_secretariat = actor.has_role(Role.SECRETARIAT, workshop_scope(workshop.id))
    return is_secretariat and workshop.cancelled_at is None and actor.at < workshop.starts_at


def may_announce(actor: Actor, workshop: Workshop) -> bool:
    """The secretariat, once."""
    return workshop.announced_at is None and may_edit_workshop(actor, workshop)


def may_call_off(actor: Actor, workshop: Workshop) -> bool:
    """The secretariat, of an announced workshop, until it begins."""
    return workshop.announced_at is not None and may_edit_workshop(actor, workshop)


def may_register(actor: Actor, workshop: Workshop) -> bool:
    """Anybody whose mail address is known to be theirs; whoever runs it has no place to take."""
    return actor.is_confirmed and not may_run(actor, workshop)


def may_keep_registration(actor: Actor, registration: Registration) -> bool:
    """The person alone."""
    return actor.person_id is not None and registration.person_id == actor.person_id


def may_check_in(actor: Actor, registration: Registration) -> bool:
    """Whoever runs the workshop."""
    return may_run(actor, registration.workshop)


def may_read_board(actor: Actor, visit: Visit) -> bool:
    """Everybody once the minutes are published; until then the people in the room."""
    workshop = visit.board.workshop
    return is_reported(workshop) or may_run(actor, workshop) or visit.slip is not None or visit.has_come


def may_arrange_board(actor: Actor, visit: Visit) -> bool:
    """The people in the room, once it is revealed and until a week after the workshop."""
    workshop = visit.board.workshop
    is_in_room = may_run(actor, workshop) or visit.slip is not None or visit.has_come
    return is_in_room and visit.board.is_revealed and workshop.schedule.takes_paper(actor.at)


def may_write_note(actor: Actor, visit: Visit) -> bool:
    """The people in the room; the hours are the service's to judge, so that a late note gets a clear answer."""
    return may_run(actor, visit.board.workshop) or visit.slip is not None or visit.has_come


def may_run_board(actor: Actor, board: Board) -> bool:
    """Whoever runs the workshop."""
    return may_run(actor, board.workshop)


def may_free_slip(actor: Actor, slip: Slip) -> bool:
    """Whoever runs the workshop."""
    return may_run(actor, slip.board.workshop)


def may_hide_note(actor: Actor, note: Note) -> bool:
    """Whoever runs the workshop, once."""
    return note.hidden_at is None and may_run(actor, note.board.workshop)


def may_make_ideas(actor: Actor, visit: Visit) -> bool:
    """Who has come to the workshop with an account, where its ideas have a contest to go to."""
    has_contest = visit.board.workshop.contest_id is not None
    return has_contest and visit.has_come and actor.is_confirmed and may_arrange_board(actor, visit)


def is_reported(workshop: Workshop) -> bool:
    """Tell whether the minutes are there for everybody."""
    minutes: WorkshopMinutes | None = workshop.minutes
    return minutes is not None and minutes.published_at is not None


def may_write_minutes(actor: Actor, workshop: Workshop) -> bool:
    """Whoever runs the workshop, from its beginning until they are published."""
    return may_run(actor, workshop) and actor.at >= workshop.starts_at and not is_reported(workshop)
