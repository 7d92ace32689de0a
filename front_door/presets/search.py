"""What was found, as the search page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from contest.enums import SearchKind
from foundations.search.snippets import Segment, excerpt, highlight
from foundations.web.languages import in_language
from front_door.queries import Found
from workshops.enums import WORKSHOP


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A line of the search page: title and excerpt in pieces, those that answer the query marked."""

    label: str
    url: str
    title: list[Segment]
    excerpt: list[Segment]
    part_of: str | None = None


def kind_labels() -> list[tuple[str, str]]:
    """Return what can be searched for, in words, in the order of the filter."""
    return [
        (SearchKind.IDEA, gettext("Ideas")),
        (SearchKind.CONTEST, gettext("Idea contests")),
        (WORKSHOP, gettext("Workshops")),
    ]


def shown_hit(found: Found, query: str) -> ShownHit:
    """Return how the page shows ``found``."""
    return _SHOWN[found.kind](found.record, query)


def _shown_idea(idea: Any, query: str) -> ShownHit:
    return ShownHit(
        label=gettext("Idea"),
        url=url_for("contest.show_idea", idea_id=idea.id),
        title=highlight(idea.title, query),
        excerpt=excerpt("\n".join((idea.problem, idea.proposal, idea.data_needed)), query),
        part_of=in_language(idea, "title"),
    )


def _shown_contest(contest: Any, query: str) -> ShownHit:
    return ShownHit(
        label=gettext("Idea contest"),
        url=url_for("contest.show_contest", slug=contest.slug),
        title=highlight(in_language(contest, "title"), query),
        excerpt=excerpt(f"{in_language(contest, 'summary')}\n{in_language(contest, 'description')}", query),
    )


def _shown_workshop(workshop: Any, query: str) -> ShownHit:
    texts = [in_language(workshop, "description"), in_language(workshop, "place"), workshop.minutes or ""]
    return ShownHit(
        label=gettext("Workshop"),
        url=url_for("workshops.show_workshop", slug=workshop.slug),
        title=highlight(in_language(workshop, "title"), query),
        excerpt=excerpt("\n".join(texts), query),
    )


_SHOWN: dict[str, Callable[[Any, str], ShownHit]] = {
    SearchKind.IDEA: _shown_idea,
    SearchKind.CONTEST: _shown_contest,
    WORKSHOP: _shown_workshop,
}
