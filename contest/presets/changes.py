"""Changes that people who relied on a contest can read: what was changed, when, why, and the words before and after."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from contest.enums import WindowKind
from contest.methods.texts import Line, compared_lines
from contest.models import ContestChange
from foundations.web.dates import show_moment


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One text or date: what it is called, and its lines before and after, each with whether it was changed."""

    label: str
    before: list[Line]
    after: list[Line]

    @classmethod
    def of(cls, label: str, before: str, after: str) -> "ShownPart":
        """Return the part with its lines compared."""
        return cls(label, *compared_lines(before, after))


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change with its reason; ``entry_key`` leads to its entry in the record."""

    changed_at: dt.datetime
    reason: str
    parts: list[ShownPart]
    entry_key: str

    @property
    def what(self) -> str:
        """Everything that was changed, in one line."""
        return gettext(", ").join(part.label for part in self.parts)


def shown_changes(changes: Sequence[ContestChange]) -> list[ShownChange]:
    """Return the changes in the reader's words."""
    labels = {**text_labels(), **date_labels()}
    return [
        ShownChange(
            change.changed_at,
            change.reason,
            [
                ShownPart.of(labels[name], _shown(name, before), _shown(name, after))
                for name, before, after in _parts(change)
            ],
            change.entry_key,
        )
        for change in changes
    ]


def text_labels() -> dict[str, str]:
    """Return what each text of a contest is called."""
    return {
        "title_ja": gettext("Title (Japanese)"),
        "title_en": gettext("Title (English)"),
        "theme_ja": gettext("Theme (Japanese)"),
        "theme_en": gettext("Theme (English)"),
        "summary_ja": gettext("Summary (Japanese)"),
        "summary_en": gettext("Summary (English)"),
        "description_ja": gettext("Description (Japanese)"),
        "description_en": gettext("Description (English)"),
        "eligibility_ja": gettext("Who may take part (Japanese)"),
        "eligibility_en": gettext("Who may take part (English)"),
        "rules_ja": gettext("Rules (Japanese)"),
        "rules_en": gettext("Rules (English)"),
    }


def date_labels() -> dict[str, str]:
    """Return what each date of a contest is called."""
    return {
        f"{WindowKind.SUBMISSION}_opens": gettext("Ideas: from"),
        f"{WindowKind.SUBMISSION}_closes": gettext("Ideas: until"),
        f"{WindowKind.VOTING}_opens": gettext("Voting: from"),
        f"{WindowKind.VOTING}_closes": gettext("Voting: until"),
        f"{WindowKind.JUDGING}_opens": gettext("Judging: from"),
        f"{WindowKind.JUDGING}_closes": gettext("Judging: until"),
    }


def _parts(change: ContestChange) -> list[tuple[str, str, str]]:
    parts: list[Any] = json.loads(change.parts)
    return [(name, before, after) for name, before, after in parts]


def _shown(name: str, value: str) -> str:
    is_date = name.endswith(("_opens", "_closes"))
    return show_moment(dt.datetime.fromisoformat(value)) if is_date else value
