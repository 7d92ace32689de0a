"""Counting ballots: every pick is one vote, each division is counted by itself.

Approval voting (S. J. Brams and P. C. Fishburn, *Approval Voting*, American
Political Science Review 72(3), 1978, pp. 831-847) with at most as many approvals as
a division has slots. Ties share a rank and leave the next ones out (1, 2, 2, 4).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CastBallot:
    """One ballot as it was cast: of several by a voter, the highest ``sequence`` counts."""

    voter: int
    sequence: int
    ideas: Collection[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an idea came in its division; rank 1 is the best."""

    idea: int
    votes: int
    rank: int


def tally(candidates: Mapping[int, Collection[int]], ballots: Iterable[CastBallot]) -> dict[int, list[Standing]]:
    """Count the ballots that count; return each division's standings, the best first.

    Args:
        candidates: the ideas of each division that can receive votes; those without
            a vote are in the result too. Picks of other ideas do not count.
        ballots: every ballot cast, superseded ones included, in any order.

    Ideas of one rank stand in the order of their numbers.
    """
    votes = Counter(idea for ballot in counting_ballots(ballots) for idea in set(ballot.ideas))
    return {division: rank_by_votes({idea: votes[idea] for idea in ideas}) for division, ideas in candidates.items()}


def counting_ballots(ballots: Iterable[CastBallot]) -> list[CastBallot]:
    """Return each voter's ballot with the highest sequence."""
    last: dict[int, CastBallot] = {}
    for ballot in ballots:
        earlier = last.get(ballot.voter)
        if earlier is None or ballot.sequence > earlier.sequence:
            last[ballot.voter] = ballot
    return list(last.values())


def rank_by_votes(votes: Mapping[int, int]) -> list[Standing]:
    """Return the ideas by falling votes, ties at one rank in the order of their numbers."""
    ordered = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    standings: list[Standing] = []
    for place, (idea, count) in enumerate(ordered, start=1):
        is_tied = bool(standings) and standings[-1].votes == count
        standings.append(Standing(idea, count, standings[-1].rank if is_tied else place))
    return standings
