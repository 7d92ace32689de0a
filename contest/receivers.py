"""Answers to what lower rooms ask."""

from typing import Any

from flask import url_for

from accounts.enums import contest_scope
from accounts.signals import scopes_asked
from contest.queries.contests import announced_contests_with_ids
from foundations.web.languages import in_language


@scopes_asked.connect
def name_scopes(_sender: Any, scopes: set[str]) -> dict[str, tuple[str, str | None]]:
    """Name the contests over which roles are held; those not announced yet stay unnamed."""
    ids = {int(number) for kind, _, number in (scope.partition(":") for scope in scopes) if kind == "contest"}
    return {
        contest_scope(contest.id): (
            in_language(contest, "title"),
            url_for("contest.show_contest", slug=contest.slug),
        )
        for contest in announced_contests_with_ids(ids)
    }
