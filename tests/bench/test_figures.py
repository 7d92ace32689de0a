"""The bench's arithmetic, where a slip would flatter us."""

import pytest

from bench.figures import Round, figures, percentile, share_of_bare


def a_round(*, requests: int = 10, elapsed: float = 2.0, application: float = 0.1, database: float = 0.0) -> Round:
    return Round([elapsed / requests] * requests, elapsed, application, database)


def test_percentile_is_the_nearest_rank() -> None:
    hundred = [float(value) for value in range(100, 0, -1)]
    assert [percentile(hundred, percent) for percent in (1, 50, 95, 95.5, 100)] == [1, 50, 95, 96, 100]


def test_percentile_of_few_values_is_one_of_them() -> None:
    assert percentile([3.0, 9.0], 95) == 9
    assert percentile([3.0, 9.0], 50) == 3
    assert percentile([7.0], 1) == 7


@pytest.mark.parametrize(("values", "percent"), [([], 95), ([1.0], 0), ([1.0], 101)])
def test_percentile_of_nothing_is_refused(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError, match="no percentile"):
        percentile(values, percent)


def test_figures_are_for_one_request() -> None:
    one = figures([a_round(requests=10, elapsed=2.0, application=0.1, database=0.05)])
    assert one.requests_per_second == 5
    assert (one.application, one.database) == pytest.approx((0.01, 0.005))
    assert one.processor == pytest.approx(0.015)
    assert one.p95 == pytest.approx(0.2)


def test_one_disturbed_round_changes_nothing() -> None:
    quiet = [a_round(), a_round()]
    assert figures([*quiet, a_round(elapsed=60, application=9, database=3)]) == figures([*quiet, a_round()])


def test_share_is_low_where_we_cost_more() -> None:
    ours, bare = [a_round(application=0.3, database=0.1)], [a_round(application=0.05, database=0.05)]
    assert share_of_bare(ours, bare) == pytest.approx(0.25)


def test_share_compares_rounds_that_ran_beside_each_other() -> None:
    """A machine that is slow for a while is slow for both."""
    ours = [a_round(application=cost) for cost in (0.4, 0.8, 4.0)]
    bare = [a_round(application=cost) for cost in (0.1, 0.2, 1.0)]
    assert share_of_bare(ours, bare) == pytest.approx(0.25)


def test_share_counts_requests_of_rounds_of_different_length() -> None:
    ours, bare = [a_round(requests=10, application=0.2)], [a_round(requests=20, application=0.2)]
    assert share_of_bare(ours, bare) == pytest.approx(0.5)


def test_share_needs_a_bare_round_for_each_of_ours() -> None:
    with pytest.raises(ValueError, match="shorter"):
        share_of_bare([a_round(), a_round()], [a_round()])
