"""Opening the counts, deciding the awards in private, and publishing everything at once."""

from accounts.methods import Actor
from contest.enums import Action, ContestRole
from contest.errors import AlreadyReleased, CountsDiffer, CountsSealed, CountsTooEarly, ReleaseNotReady
from contest.methods.phases import is_permitted
from contest.models import Award, Contest, IdeaResult
from contest.queries.contests import hold_dates
from contest.queries.counts import count_ballots, recount_ballots
from contest.queries.results import count_results, undecided_awards
from foundations.database.clock_mark import check_time_is_certain
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record


def open_counts(*, contest: Contest, by: Actor) -> None:
    """Let the secretariat see how people voted and judges scored: the act that ends both for good.

    Whoever knows the counts could wish for more ballots. So from here on the contest
    takes in no ballot and no score, and its dates stand, whatever the clock says.

    Raises:
        TimeUncertain: if the server's clock was set back.
        CountsTooEarly: while a phase is open or still to come.
    """
    check_time_is_certain()
    hold_dates(contest)
    if contest.counts_opened_at is not None:
        return  # whoever comes second sees what the first has opened
    if not is_permitted(Action.OPEN_COUNTS, contest.phases_at(by.at), {ContestRole.SECRETARIAT}):
        raise CountsTooEarly
    contest.counts_opened_at = by.at
    record("contest.counts_opened", {"contest": contest.id}, subject=f"contest:{contest.id}", at=by.at)


def decide_award(*, contest: Contest, award: Award, idea_id: int | None, explanation: str, by: Actor) -> None:
    """Give the award, or withhold it (``idea_id`` None), with the explanation that will be published.

    Raises:
        CountsSealed: if the counts have not been opened.
        AlreadyReleased: if the results are out.
    """
    _hold_counted(contest)
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
        CountsSealed: if the counts have not been opened.
        AlreadyReleased: if the results are out.
        ReleaseNotReady: if an award is neither given nor withheld.
        CountsDiffer: if the two ways of counting the ballots do not agree.
    """
    _hold_counted(contest)
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


def _hold_counted(contest: Contest) -> None:
    # Moderation and awards wait for this lock too, so that nothing changes between count and release.
    hold(contest, "counts_opened_at", "released_at")
    if contest.released_at is not None:
        raise AlreadyReleased
    if contest.counts_opened_at is None:
        raise CountsSealed
