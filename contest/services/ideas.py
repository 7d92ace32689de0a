"""Drafting, submitting, withdrawing, supporting and discussing ideas."""

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlalchemy.orm import InstrumentedAttribute

from accounts.methods import Actor
from accounts.queries import person_acting
from contest import policies
from contest.enums import Action, IdeaOrigin, IdeaState, WindowKind
from contest.errors import IdeaIncomplete, SubmissionClosed, WrongIdeaState
from contest.methods.shuffle import PRIME
from contest.models import Comment, Contest, Idea, Support
from contest.queries.ideas import empty_draft_of
from contest.search_documents import idea_changed
from foundations.database.changes import insert_unless_there, rows_changed
from foundations.database.clock_mark import check_time_is_certain
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record


@dataclass(frozen=True, slots=True)
class IdeaText:
    """What an author writes."""

    division_id: int | None
    title: str
    problem: str
    proposal: str
    data_needed: str


def start_idea(*, contest: Contest, by: Actor, origin: IdeaOrigin = IdeaOrigin.WEB) -> Idea:
    """Open a draft, or return the actor's empty one: pressing twice leaves one draft.

    A draft may become empty again, and saving that must not fail, so no constraint
    can say "one empty draft": the person's row is held instead while one is looked for.
    """
    _check_open(contest, by)
    hold(person_acting(by), "id")
    empty = empty_draft_of(by, contest)
    if empty is not None:
        empty.origin = origin
        return empty
    idea = Idea(
        contest_id=contest.id,
        author_id=by.person_id,
        origin=origin,
        started_at=by.at,
        saved_at=by.at,
        shuffle_key=secrets.randbelow(PRIME),
    )
    db.session.add(idea)
    db.session.flush()
    return idea


def save_draft(*, idea: Idea, text: IdeaText, by: Actor) -> None:
    """Keep what was typed so far, complete or not, whatever the phase: nothing typed is lost."""
    hold(idea, "state")
    if idea.state != IdeaState.DRAFT:
        raise WrongIdeaState
    idea.division_id = text.division_id
    idea.title = text.title
    idea.problem = text.problem
    idea.proposal = text.proposal
    idea.data_needed = text.data_needed
    idea.saved_at = by.at


def submit_idea(*, idea: Idea, by: Actor) -> None:
    """Hand a complete draft to the secretariat while the call is open."""
    _check_open(idea.contest, by)
    hold(idea, "state")
    if not idea.is_complete:
        raise IdeaIncomplete
    idea.submit(at=by.at)
    payload = {"idea": idea.id, "contest": idea.contest_id, "by": by.person_id, "text": idea.text_digest}
    record("contest.idea_submitted", payload, subject=f"idea:{idea.id}", at=by.at)


def withdraw_idea(*, idea: Idea, by: Actor) -> None:
    """Take the idea back; its page stays readable for the author only."""
    hold(idea, "state")
    idea.withdraw(at=by.at)
    idea_changed(idea, at=by.at)
    record("contest.idea_withdrawn", {"idea": idea.id, "by": by.person_id}, subject=f"idea:{idea.id}", at=by.at)


def post_comment(*, idea: Idea, body: str, by: Actor) -> Comment:
    """Say something about a published idea."""
    comment = Comment(idea_id=idea.id, author_id=by.person_id, body=body, posted_at=by.at)
    db.session.add(comment)
    _count(idea, Idea.comment_count, 1)
    db.session.flush()
    return comment


def support_idea(*, idea: Idea, by: Actor) -> None:
    """Support an idea; once is enough, a second time changes nothing."""
    if insert_unless_there(db.session(), Support, idea_id=idea.id, person_id=by.person_id, given_at=by.at):
        _count(idea, Idea.support_count, 1)


def end_support(*, idea: Idea, by: Actor) -> None:
    """Take one's support back."""
    taken = delete(Support).where(Support.idea_id == idea.id, Support.person_id == by.person_id)
    if rows_changed(db.session(), taken):
        _count(idea, Idea.support_count, -1)


def _count(idea: Idea, counter: InstrumentedAttribute[int], change: int) -> None:
    # Counted in the database: two people at once must not overwrite each other's count.
    db.session.execute(update(Idea).where(Idea.id == idea.id).values({counter: counter + change}))


def _check_open(contest: Contest, by: Actor) -> None:
    check_time_is_certain()
    if not policies.may(by, Action.SUBMIT_IDEA, contest):
        window = contest.window(WindowKind.SUBMISSION)
        raise SubmissionClosed(opens_at=window.opens_at, closes_at=window.closes_at)
