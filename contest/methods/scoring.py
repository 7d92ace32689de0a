"""The panel's score of an idea: the mean of its judges' weighted means, as given, uncorrected.

Raw scores come first; a correction for harsh and lenient judges may stand beside
them one day, never in their place.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction


def sheet_score(points: Mapping[int, int], weights: Mapping[int, int]) -> Fraction:
    """Return one sheet's weighted mean, on the scale of the points.

    Args:
        points: the points of each criterion.
        weights: the positive weight of each criterion; the same keys as ``points``.

    Raises:
        ValueError: if the sheet leaves a criterion out or scores one that is not in the rubric.
    """
    if points.keys() != weights.keys():
        message = "a sheet scores every criterion of the rubric, and no other"
        raise ValueError(message)
    return Fraction(sum(points[key] * weights[key] for key in weights), sum(weights.values()))


def panel_score(sheets: Sequence[Fraction]) -> Fraction | None:
    """Return the mean of the sheets' scores, or None if nobody scored the idea."""
    return sum(sheets, Fraction(0)) / len(sheets) if sheets else None


def rank_by_score(scores: Mapping[int, Fraction]) -> dict[int, int]:
    """Return each idea's rank by falling score, exactly; ties share a rank (1, 2, 2, 4)."""
    ordered = sorted(scores.values(), reverse=True)
    return {idea: ordered.index(score) + 1 for idea, score in scores.items()}
