"""``flask contest recount``: two counts, the ledger and what was published, and no number before the release."""

from click.testing import Result
from flask import Flask
from sqlalchemy import delete, update

from contest.enums import Phase
from contest.methods.ballots import Choice
from contest.models import Contest, IdeaResult, Pick
from contest.services.ballots import cast_ballot
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from tests.factories.accounts import actor_of, make_person
from tests.factories.contest import make_contest, make_idea

AGREED = "Both counts agree, and every ballot is as the ledger records it.\n"


def voted(phase: Phase) -> Contest:
    """A contest in ``phase`` with three ideas in its first division: two, one and no votes."""
    contest = make_contest(phase=phase, slug="night")
    ideas = [make_idea(contest).id for _ in range(3)]
    during = contest.windows[1].opens_at
    opened_at, released_at = contest.counts_opened_at, contest.released_at
    contest.counts_opened_at = contest.released_at = None
    for choices in ([Choice(ideas[0]), Choice(ideas[1])], [Choice(ideas[0])]):
        cast_ballot(contest=contest, choices=choices, by=actor_of(make_person(), at=during))
    contest.counts_opened_at, contest.released_at = opened_at, released_at
    if released_at is not None:
        for place, (idea, votes) in enumerate(zip(ideas, (2, 1, 0), strict=True), start=1):
            db.session.add(
                IdeaResult(idea_id=idea, contest_id=contest.id, votes=votes, vote_rank=place, sheets=0, panel_rank=None)
            )
    db.session.commit()
    return contest


def recount(app: Flask) -> Result:
    """Run the command between two transactions of the test."""
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["contest", "recount", "night"])
    db.session.rollback()
    return result


def test_counts_agree_and_no_number_is_told_before_the_release(database: Flask) -> None:
    voted(Phase.DECISION)
    result = recount(database)
    assert (result.exit_code, result.output) == (0, AGREED)


def test_counts_are_printed_after_the_release(database: Flask) -> None:
    contest = voted(Phase.RELEASED)
    result = recount(database)
    first = contest.divisions[0].slug
    rows = [line.split("\t")[:3] for line in result.output.splitlines()[:-1]]
    assert rows == [[first, "1", "2"], [first, "2", "1"], [first, "3", "0"]]
    assert result.exit_code == 0


def test_nothing_is_counted_while_people_vote(database: Flask) -> None:
    voted(Phase.VOTING)
    result = recount(database)
    assert result.exit_code == 1
    assert result.output == "Error: Voting has not closed, so there is nothing to count yet.\n"


def test_unknown_contest_is_named(database: Flask) -> None:
    result = recount(database)
    assert (result.exit_code, result.output) == (1, "Error: There is no contest night.\n")


def test_changed_pick_lost_entry_and_changed_result_are_found(database: Flask) -> None:
    contest = voted(Phase.RELEASED)
    db.session.execute(update(IdeaResult).values(votes=7).where(IdeaResult.votes == 0))
    db.session.commit()
    assert "is not the same counted now and published" in recount(database).output
    db.session.execute(delete(IdeaResult))
    db.session.execute(update(Pick).values(idea_id=make_idea(contest).id).where(Pick.slot == 2))
    db.session.execute(delete(LedgerPayload).where(LedgerPayload.leaf_index == 1))
    db.session.commit()
    result = recount(database)
    assert (result.output.count("is not as the ledger records it"), result.exit_code) == (2, 1)
