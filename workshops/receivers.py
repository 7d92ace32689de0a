"""Answers to what lower rooms ask."""

from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from accounts.signals import scopes_asked
from contest.signals import origins_asked
from foundations.web.languages import in_language
from foundations.web.threads import ThreadStep
from workshops import policies
from workshops.enums import workshop_scope
from workshops.queries.boards import notes_in_group, origin_of_idea
from workshops.queries.workshops import announced_workshops_with_ids


@origins_asked.connect
def tell_origin(_sender: Any, idea_id: int) -> list[ThreadStep]:
    """Answer with the workshop, and the group of notes that became the idea."""
    origin = origin_of_idea(idea_id)
    if origin is None:
        return []
    group, workshop = origin.group, origin.group.board.workshop
    board = url_for("workshops.show_board", board_id=group.board_id, _anchor=f"group-{group.id}")
    return [
        ThreadStep(
            gettext("Workshop"),
            in_language(workshop, "title"),
            url_for("workshops.show_workshop", slug=workshop.slug),
            workshop.starts_at,
        ),
        ThreadStep(
            ngettext("Group of %(num)d note", "Group of %(num)d notes", len(notes_in_group(group))),
            group.heading,
            board if policies.is_reported(workshop) else None,
            origin.made_at,
        ),
    ]


@scopes_asked.connect
def name_scopes(_sender: Any, scopes: set[str]) -> dict[str, tuple[str, str | None]]:
    """Name the workshops over which roles are held; those not announced yet stay unnamed."""
    ids = {int(number) for kind, _, number in (scope.partition(":") for scope in scopes) if kind == "workshop"}
    return {
        workshop_scope(workshop.id): (
            in_language(workshop, "title"),
            url_for("workshops.show_workshop", slug=workshop.slug),
        )
        for workshop in announced_workshops_with_ids(ids)
    }
