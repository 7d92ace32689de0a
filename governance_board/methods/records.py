"""The published record of a vote: all that is needed to count it again, and counting it again.

A record is a JSON object in its canonical writing (RFC 8785): who sat where, who was
present, who was recused, how each seat voted, the formula and the quorum, and the
numbers that came of it. ``replay_record`` uses nothing but the record.
"""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from foundations.ledger.commitments import Json, canonical_json
from governance_board.enums import Failing, Formula, Sector, Vote
from governance_board.methods.votes import QuorumRule, Result, count_votes

FORMAT = "yoriai council vote 1"
_NUMBERS = ("entitled", "present", "yes", "no", "abstain")


def record_of_vote(
    *,
    about: Mapping[str, Json],
    seats: Mapping[int, Sector],
    present: Collection[int],
    recused: Collection[int],
    votes: Mapping[int, Vote],
    formula: Formula,
    quorum: QuorumRule,
) -> tuple[Result, str]:
    """Count a vote; return the result and its record. ``about`` says which motion, version and meeting it was.

    Raises:
        ValueError: if a vote stands for a seat that may not vote here.
    """
    result = count_votes(seats, present=present, recused=recused, votes=votes, formula=formula, quorum=quorum)
    record: dict[str, Json] = {
        "format": FORMAT,
        "about": dict(about),
        "formula": formula.value,
        "quorum": {
            "numerator": quorum.numerator,
            "denominator": quorum.denominator,
            "is_more_than": quorum.is_more_than,
            "of_sector": quorum.of_sector,
        },
        "seats": {str(seat): sector.value for seat, sector in sorted(seats.items())},
        "present": sorted(set(present) & seats.keys()),
        "recused": sorted(set(recused) & seats.keys()),
        "votes": {str(seat): vote.value for seat, vote in sorted(votes.items())},
        "result": _as_json(result),
    }
    return result, canonical_json(record)


def hash_of_record(record: str) -> str:
    """Return the hexadecimal SHA-256 of a record as it is published."""
    return sha256(record.encode()).hexdigest()


def replay_record(record: str) -> tuple[Result, bool]:
    """Count the vote of a published record again; return the result, and whether the record says the same."""
    told: dict[str, Any] = json.loads(record)
    result = count_votes(
        {int(seat): Sector(sector) for seat, sector in told["seats"].items()},
        present=told["present"],
        recused=told["recused"],
        votes={int(seat): Vote(vote) for seat, vote in told["votes"].items()},
        formula=Formula(told["formula"]),
        quorum=QuorumRule(**told["quorum"]),
    )
    return result, _as_json(result) == told["result"]


def _as_json(result: Result) -> dict[str, Json]:
    return {
        "is_carried": result.is_carried,
        "failings": [Failing(failing).value for failing in result.failings],
        "failing_sectors": [sector.value for sector in result.failing_sectors],
        "sectors": {count.sector.value: {name: getattr(count, name) for name in _NUMBERS} for count in result.sectors},
    }
