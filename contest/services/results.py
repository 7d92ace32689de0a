"""Deciding the awards in private and publishing everything at once."""

from accounts.methods import Actor
from contest.errors import AlreadyReleased, CountsDiffer, ReleaseNotReady
from contest.models import Award, Contest, IdeaResult
from contest.queries.counts import count_ballots, recount_ballots
from contest.queries.results import count_results, undecided_awards
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record


def decide_award(*, contest: Contest, award: Award, idea_id: int | None, explanation: str, by: Actor) -> None:
    """Give the award, or withhold it (``idea_id`` None), with the explanation that will be published."""
    _hold_unreleased(contest)
    award.idea_id = idea_id
    award.explanation = explanation
    award.decided_by_id = by.person_id
    award.decided_at = by.at
    db.session.flush()  # an idea that already has an award is refused here
    record(
        "contest.award_decided",
        {"award": award.id, "idea": award.idea_id, "explanation": explanation},
        subject=f"contest:{award.contest_id}",
        at=by.at,
    )


def release_results(*, contest: Contest, by: Actor) -> None:
    """Count once, store the counts, and publish them with awards and scores in one moment.

    Raises:
        ReleaseNotReady: if an award is neither given nor withheld.
        CountsDiffer: if the two ways of counting the ballots do not agree.
    """
    _hold_unreleased(contest)
    undecided = undecided_awards(contest)
    if undecided:
        raise ReleaseNotReady(awards=len(undecided))
    if count_ballots(contest) != recount_ballots(contest):
        raise CountsDiffer
    counted = count_results(contest)
    db.session.add_all(
        IdeaResult(
            idea_id=one.id,
            contest_id=contest.id,
            votes=one.votes,
            vote_rank=one.vote_rank,
            sheets=one.sheets,
            panel_score=one.panel_score,
            panel_rank=one.panel_rank,
        )
        for one in counted
    )
    contest.released_at = by.at
    record(
        "contest.results_released",
        {"contest": contest.id, "results": [[one.id, one.votes, one.sheets] for one in counted]},
        subject=f"contest:{contest.id}",
        at=by.at,
    )


def _hold_unreleased(contest: Contest) -> None:
    # Ballots, moderation and awards wait for this lock too, so that nothing changes between count and release.
    hold(contest, "released_at")
    if contest.released_at is not None:
        raise AlreadyReleased
