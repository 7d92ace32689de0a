"""Counts of ballots. They ask nobody's leave: callers keep them from everybody until the release."""

import json
from collections import defaultdict

from sqlalchemy import select, text

from contest.methods.ballots import picks_digest
from contest.methods.tally import CastBallot, Standing, tally
from contest.models import Ballot, Contest, Idea, IdeaResult, Pick
from contest.queries.ballots import divisions_on_ballot
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerPayload

_RECOUNT = text("""
    WITH counting AS (
        SELECT ballot.id FROM ballots AS ballot
        WHERE ballot.contest_id = :contest_id AND NOT EXISTS (
            SELECT 1 FROM ballots AS later
            WHERE later.contest_id = ballot.contest_id AND later.voter_id = ballot.voter_id
              AND later.sequence > ballot.sequence
        )
    ), counted AS (
        SELECT idea.division_id, idea.id AS idea_id, COUNT(pick.idea_id) AS votes
        FROM ideas AS idea
        LEFT JOIN picks AS pick ON pick.idea_id = idea.id AND pick.ballot_id IN (SELECT id FROM counting)
        WHERE idea.contest_id = :contest_id AND idea.state = 'published'
        GROUP BY idea.division_id, idea.id
    )
    SELECT division_id, idea_id, votes, RANK() OVER (PARTITION BY division_id ORDER BY votes DESC) AS place
    FROM counted ORDER BY division_id, place, idea_id
""")


def count_ballots(contest: Contest) -> dict[int, list[Standing]]:
    """Count the contest's ballots in Python; return each division's standings, the best first."""
    candidates: dict[int, list[int]] = defaultdict(list)
    for idea_id, division_id in divisions_on_ballot(contest).items():
        candidates[division_id].append(idea_id)
    return tally(candidates, _ballots(contest))


def recount_ballots(contest: Contest) -> dict[int, list[Standing]]:
    """Count the same ballots by SQL alone, sharing no code with ``count_ballots``."""
    standings: dict[int, list[Standing]] = defaultdict(list)
    for row in db.session.execute(_RECOUNT, {"contest_id": contest.id}):
        standings[row.division_id].append(Standing(row.idea_id, row.votes, row.place))
    return dict(standings)


def is_uncounted(contest: Contest) -> bool:
    """Tell whether nobody may know the counts yet; if so, nobody comes to know them until this transaction ends."""
    uncounted = select(Contest.id).where(Contest.id == contest.id, Contest.counts_opened_at.is_(None))
    return db.session.scalar(uncounted.with_for_update(read=True, key_share=True)) is not None


def published_votes(contest: Contest) -> dict[int, list[Standing]]:
    """Return each division's standings as they were published."""
    published = (
        select(Idea.division_id, IdeaResult.idea_id, IdeaResult.votes, IdeaResult.vote_rank)
        .join(Idea, IdeaResult.idea_id == Idea.id)
        .where(IdeaResult.contest_id == contest.id)
        .order_by(Idea.division_id, IdeaResult.vote_rank, IdeaResult.idea_id)
    )
    standings: dict[int, list[Standing]] = defaultdict(list)
    for division_id, idea_id, votes, rank in db.session.execute(published):
        standings[division_id or 0].append(Standing(idea_id, votes, rank))
    return dict(standings)


def ballots_unlike_their_record(contest: Contest) -> list[str]:
    """Return the receipt codes of ballots that differ from what the ledger binds, or that it does not know."""
    statement = (
        select(
            Ballot.receipt_code, Ballot.sequence, Ballot.picks_salt, LedgerPayload.text, Pick.division_id, Pick.idea_id
        )
        .outerjoin(Pick, Pick.ballot_id == Ballot.id)
        .outerjoin(LedgerEntry, LedgerEntry.key == Ballot.receipt_code)
        .outerjoin(LedgerPayload, LedgerPayload.leaf_index == LedgerEntry.leaf_index)
        .where(Ballot.contest_id == contest.id)
        .order_by(Ballot.receipt_code)
    )
    picks: dict[tuple[str, int, bytes, str | None], list[tuple[int, int]]] = defaultdict(list)
    for code, sequence, salt, recorded, division_id, idea_id in db.session.execute(statement):
        picks[code, sequence, salt, recorded].append((division_id, idea_id))
    return [
        code
        for (code, sequence, salt, recorded), picked in picks.items()
        if recorded is None
        or json.loads(recorded)["payload"]
        != {"contest": contest.id, "sequence": sequence, "picks": picks_digest(salt, picked)}
    ]


def _ballots(contest: Contest) -> list[CastBallot]:
    statement = (
        select(Ballot.id, Ballot.voter_id, Ballot.sequence, Pick.idea_id)
        .outerjoin(Pick, Pick.ballot_id == Ballot.id)
        .where(Ballot.contest_id == contest.id)
    )
    ideas: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for ballot_id, voter_id, sequence, idea_id in db.session.execute(statement):
        ideas[ballot_id, voter_id, sequence].add(idea_id)
    return [CastBallot(voter_id, sequence, picked) for (_, voter_id, sequence), picked in ideas.items()]
