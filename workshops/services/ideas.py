"""A group of notes becomes an idea of the workshop's contest."""

from typing import TYPE_CHECKING

from accounts.methods import Actor
from contest.enums import IdeaOrigin
from contest.services.ideas import IdeaText, save_draft, start_idea
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record
from workshops.errors import GroupHasIdea
from workshops.models import NoteGroup, WorkshopIdea
from workshops.queries.boards import idea_of_group, notes_in_group
from workshops.services.notes import board_changed

if TYPE_CHECKING:
    from contest.models import Contest


def make_idea(*, group: NoteGroup, contest: "Contest", by: Actor) -> WorkshopIdea:
    """Begin a draft of the actor's from a group's heading and notes; the idea's page will show where it came from.

    Raises:
        GroupHasIdea: a group becomes one idea.
        SubmissionClosed: while the contest takes no ideas.
    """
    hold(group, "heading")
    if idea_of_group(group) is not None:
        raise GroupHasIdea
    notes = "\n".join(f"・{note.body}" for note in notes_in_group(group) if note.hidden_at is None)
    idea = start_idea(contest=contest, by=by, origin=IdeaOrigin.WORKSHOP)
    text = IdeaText(division_id=None, title=group.heading, problem=notes, proposal="", data_needed="")
    save_draft(idea=idea, text=text, by=by)
    made = WorkshopIdea(group_id=group.id, idea_id=idea.id, made_by_id=by.person_id, made_at=by.at)
    db.session.add(made)
    board_changed(group.board_id)
    db.session.flush()
    payload = {"group": group.id, "idea": idea.id, "by": by.person_id}
    record("workshops.idea_made", payload, subject=f"idea:{idea.id}", at=by.at)
    return made
