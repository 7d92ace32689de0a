"""The panel's score, by definition and by property."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.methods.scoring import panel_score, rank_by_score, sheet_score

points = st.integers(1, 5)
sheets = st.dictionaries(st.integers(1, 9), st.tuples(points, st.integers(1, 10)), min_size=1)


def test_sheet_score_is_the_weighted_mean() -> None:
    assert sheet_score({1: 5, 2: 2}, {1: 3, 2: 1}) == Fraction(17, 4)


@given(sheets)
def test_sheet_score_stays_on_the_scale(sheet: dict[int, tuple[int, int]]) -> None:
    given_points = {key: one for key, (one, _weight) in sheet.items()}
    weights = {key: weight for key, (_one, weight) in sheet.items()}
    assert min(given_points.values()) <= sheet_score(given_points, weights) <= max(given_points.values())


@pytest.mark.parametrize("given_points", [{}, {1: 3}, {1: 3, 2: 3, 3: 3}])
def test_sheet_must_fit_the_rubric(given_points: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="every criterion"):
        sheet_score(given_points, {1: 1, 2: 1})


def test_idea_that_nobody_scored_has_no_score() -> None:
    assert panel_score([]) is None


@given(st.dictionaries(st.integers(), st.fractions(1, 5), max_size=20))
def test_rank_counts_who_is_better(scores: dict[int, Fraction]) -> None:
    for idea, rank in rank_by_score(scores).items():
        assert rank == 1 + sum(1 for other in scores.values() if other > scores[idea])
