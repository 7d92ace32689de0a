"""What waits for a member, the chair or the secretariat: what is due first stands first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from accounts.methods import Actor
from foundations.web.languages import in_language
from governance_board import policies
from governance_board.enums import MeetingState, MotionState
from governance_board.models import Meeting, Motion
from governance_board.queries.meetings import meetings_without_minutes, next_meetings
from governance_board.queries.motions import open_motions
from governance_board.queries.seats import holding_of
from governance_board.queries.suspensions import current_suspensions


@dataclass(frozen=True, slots=True)
class CouncilTask:
    """Something to do: what, about what, where, and by when if that is known."""

    what: str
    about: str
    url: str
    due_at: dt.datetime | None = None


def tasks_of(actor: Actor) -> list[CouncilTask]:
    """Return all that waits for the actor in the council."""
    if not policies.has_a_desk(actor):
        return []
    found = [*_of_meetings(actor), *_of_motions(actor), *_of_minutes(actor), *_of_brakes(actor)]
    return sorted(found, key=lambda task: (task.due_at is None, task.due_at or actor.at))


def _of_meetings(actor: Actor) -> Iterator[CouncilTask]:
    for meeting in next_meetings():
        about, url = in_language(meeting, "title"), url_for("governance_board.show_meeting", meeting_id=meeting.id)
        if meeting.state == MeetingState.OPEN:
            what = gettext("Lead the meeting") if policies.may_lead(actor) else gettext("Take part in the meeting")
            yield CouncilTask(what, about, url, meeting.starts_at)
        else:
            yield CouncilTask(gettext("Read the papers for the meeting"), about, url, meeting.starts_at)


def _of_motions(actor: Actor) -> Iterator[CouncilTask]:
    holding = holding_of(actor.person_id, actor.at)
    for motion in open_motions():
        about, url = in_language(motion.latest, "title"), url_for("governance_board.show_motion", motion_id=motion.id)
        if policies.may_carry_out_motion(actor, motion):
            yield CouncilTask(gettext("Carry out what the council has carried"), about, url)
        if policies.may_close_vote(actor, motion):
            yield CouncilTask(gettext("Close the vote and count it"), about, url, motion.vote_opened_at)
        if holding is not None and _waits_for_vote(motion, holding.seat_id):
            yield CouncilTask(gettext("Cast your vote"), about, url, motion.vote_opened_at)
        if holding is not None and motion.state == MotionState.SUBMITTED:
            yield CouncilTask(gettext("Read the motion; declare what ties you to it"), about, url)


def _of_minutes(actor: Actor) -> Iterator[CouncilTask]:
    for meeting in meetings_without_minutes():
        yield from _minutes_of(actor, meeting)


def _minutes_of(actor: Actor, meeting: Meeting) -> Iterator[CouncilTask]:
    about = in_language(meeting, "title")
    url = url_for("governance_board.show_minutes", meeting_id=meeting.id)
    if meeting.minutes is None:
        if policies.may_write_minutes(actor, meeting):
            meeting_url = url_for("governance_board.show_meeting", meeting_id=meeting.id)
            yield CouncilTask(gettext("Draft the minutes"), about, meeting_url)
    elif policies.may_approve_minutes(actor, meeting):
        yield CouncilTask(gettext("Approve the minutes"), about, url)
    elif policies.may_publish_minutes(actor, meeting):
        yield CouncilTask(gettext("Publish the minutes"), about, url)


def _of_brakes(actor: Actor) -> Iterator[CouncilTask]:
    for suspension in current_suspensions(actor.at):
        url = url_for("governance_board.show_suspension", suspension_id=suspension.id)
        if policies.may_sign_suspension(actor, suspension):
            yield CouncilTask(gettext("Decide whether to sign a suspension"), suspension.name, url, suspension.void_at)
        elif suspension.in_force_at is not None and suspension.ratified_at is None:
            yield CouncilTask(
                gettext("Decide on ratifying a suspension before it lapses"),
                suspension.name,
                url,
                suspension.lapses_at,
            )


def _waits_for_vote(motion: Motion, seat_id: int) -> bool:
    if motion.state != MotionState.VOTING or seat_id in {one.seat_id for one in motion.recusals}:
        return False
    return all(vote.seat_id != seat_id for vote in motion.votes)
