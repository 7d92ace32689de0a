"""The result of a contest as paired bars and a table: what citizens voted beside what the panel scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from contest.models import Contest
from foundations.web.languages import in_language
from foundations.web.pages import show_number

MOST_POINTS = 5
PUBLIC, PANEL = 1, 2
NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn bar: its series, its length in hundredths of the longest, its words."""

    series: int
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class ResultSection:
    """One division: rows of title, address and bars, and the same numbers as table cells."""

    slug: str
    name: str
    rows: list[tuple[str, str | None, list[Bar]]]
    cells: list[tuple[str, ...]]


def sections(contest: Contest, results: Sequence[Any], *, are_public: bool) -> list[ResultSection]:
    """Return each division's result.

    Args:
        contest: with its divisions.
        results: have id, title, division_id, votes, vote_rank, panel_score and panel_rank,
            in the order in which they are shown.
        are_public: whether each idea's own result can be linked to.
    """
    most_votes = max((result.votes for result in results), default=0) or 1
    drawn: list[ResultSection] = []
    for division in contest.divisions:
        here = [result for result in results if result.division_id == division.id]
        rows = [(one.title, _address(one) if are_public else None, _bars(one, most_votes)) for one in here]
        drawn.append(ResultSection(division.slug, in_language(division, "name"), rows, [_cells(one) for one in here]))
    return drawn


def _address(result: Any) -> str:
    return url_for("contest.show_idea_result", idea_id=result.id)


def _bars(result: Any, most_votes: int) -> list[Bar]:
    votes = gettext("%(votes)s votes", votes=show_number(result.votes))
    bars = [Bar(PUBLIC, round(100 * result.votes / most_votes, 2), votes)]
    if result.panel_score is not None:
        points = gettext("%(score)s points", score=_points(result))
        bars.append(Bar(PANEL, round(100 * result.panel_score / MOST_POINTS, 2), points))
    return bars


def _cells(result: Any) -> tuple[str, ...]:
    rank = NO_VALUE if result.panel_rank is None else str(result.panel_rank)
    return result.title, str(result.vote_rank), show_number(result.votes), rank, _points(result)


def _points(result: Any) -> str:
    return NO_VALUE if result.panel_score is None else f"{result.panel_score:.2f}"
