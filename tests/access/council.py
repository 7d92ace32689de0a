"""The council of the small city: a motion, a meeting and minutes in each state, for the access table to name."""

from typing import TYPE_CHECKING

from accounts.enums import Role
from accounts.models import Person
from foundations.database.session import db
from governance_board.enums import Sector, Target, Vote
from governance_board.models import Attendance, Meeting
from governance_board.services.meetings import close_meeting, open_item
from governance_board.services.minutes import approve_minutes, draft_minutes, publish_minutes
from governance_board.services.seats import add_seat
from governance_board.services.suspensions import request_suspension
from governance_board.services.votes import cast_vote, open_vote
from tests.factories.council import Board, carry, make_board, make_meeting, make_member, make_motion, make_rule, wording

if TYPE_CHECKING:
    from tests.access.world import World

FAR = '{"effect": "permit", "datasets": ["far"], "purposes": ["relief"]}'


def seat_council(world: "World", people: dict[str, Person]) -> None:
    """Seat the council; the council member among the actors holds a tenth seat."""
    board = make_board()
    seat = add_seat(sector=Sector.EXPERT, name_ja="第10席", name_en="Seat 10", by=board.secretariat)
    make_member(seat, at=board.at, person=people["council_member"])
    make_rule(board, slug="people-flow")
    world.name("meeting_id", "published", _minuted(board, is_published=True).id)
    world.name("meeting_id", "approved", _minuted(board, is_approved=True).id)
    world.name("meeting_id", "drafted", _minuted(board).id)
    over = make_meeting(board)
    close_meeting(meeting=over, by=board.chair)
    world.name("meeting_id", "over", over.id)
    carried = make_motion(board, says=wording(board, terms=FAR))
    carry(board, carried)
    world.name("motion_id", "carried", carried.id)
    _open_meeting(world, board, people)
    asked = request_suspension(target=Target.DATASET, name="flow", reason="急", by=board.actor(4))
    world.name("suspension_id", "asked", asked.id)
    world.name("seat_id", "seat", board.seats[0].id)
    world.name("holding_id", "held", board.seats[0].holdings[0].id)
    db.session.commit()


def _minuted(board: Board, *, is_approved: bool = False, is_published: bool = False) -> Meeting:
    meeting = make_meeting(board)
    close_meeting(meeting=meeting, by=board.chair)
    draft_minutes(meeting=meeting, by=board.secretariat)
    if is_approved or is_published:
        approve_minutes(meeting=meeting, by=board.chair)
    if is_published:
        publish_minutes(meeting=meeting, by=board.secretariat)
    return meeting


def _open_meeting(world: "World", board: Board, people: dict[str, Person]) -> None:
    submitted, voting = make_motion(board), make_motion(board, says=wording(board, terms=FAR))
    submitted.submitted_by_id = people["council_member"].id
    meeting = make_meeting(board, submitted, voting)
    open_item(meeting=meeting, item=meeting.items[1], by=board.chair)
    open_vote(motion=voting, by=board.actor(0, Role.CHAIR))
    cast_vote(motion=voting, choice=Vote.YES, by=board.actor(2))
    there: Attendance = meeting.attendances[-1]
    world.name("meeting_id", "open", meeting.id)
    world.name("meeting_id", "convened", make_meeting(board, is_open=False).id)
    world.name("item_id", "waiting", meeting.items[0].id)
    world.name("attendance_id", "there", there.id)
    world.name("motion_id", "submitted", submitted.id)
    world.name("motion_id", "voting", voting.id)
