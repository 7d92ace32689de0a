"""The arithmetic of a measurement: percentiles, medians, shares of the bare handler's speed."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple


class Round(NamedTuple):
    """What one round of requests took: seconds of the clock, of the application and of the database."""

    latencies: Sequence[float]
    elapsed: float
    application: float
    database: float


class Figures(NamedTuple):
    """The medians over rounds; all times in seconds, processor times for one request."""

    requests_per_second: float
    p95: float
    application: float
    database: float

    @property
    def processor(self) -> float:
        """Processor time of application and database together."""
        return self.application + self.database


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest of ``values`` that at least ``percent`` of a hundred do not exceed (nearest rank).

    Raises:
        ValueError: if there are no values, or if ``percent`` is not in (0, 100].
    """
    if not values or not 0 < percent <= 100:
        message = f"no percentile {percent} of {len(values)} values"
        raise ValueError(message)
    rank = -(-len(values) * percent // 100)  # rounded up
    return sorted(values)[int(rank) - 1]


def figures(rounds: Sequence[Round]) -> Figures:
    """Return the median of each figure over ``rounds``: one disturbed round changes nothing."""
    return Figures(
        requests_per_second=median(len(one.latencies) / one.elapsed for one in rounds),
        p95=median(percentile(one.latencies, 95) for one in rounds),
        application=median(one.application / len(one.latencies) for one in rounds),
        database=median(one.database / len(one.latencies) for one in rounds),
    )


def share_of_bare(ours: Sequence[Round], bare: Sequence[Round]) -> float:
    """Return the bare handler's processor time over ours: 1 is as cheap as it, 0.5 costs twice as much.

    Each round is compared with the other's that ran beside it, so that what disturbs
    the machine for a while disturbs both; the median of these is returned.
    """
    return median(
        _processor_per_request(theirs) / _processor_per_request(own) for own, theirs in zip(ours, bare, strict=True)
    )


def _processor_per_request(one: Round) -> float:
    return (one.application + one.database) / len(one.latencies)
