"""Rules as people read them: their terms in words, their history, what was in force at a moment."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from foundations.database.clock import start_of_day
from foundations.web.dates import show_day
from foundations.web.languages import in_language
from governance_board.methods.diffs import Line, compare_texts
from governance_board.methods.terms import ANY
from governance_board.methods.timelines import spans_in_force
from governance_board.models import MotionVersion, Rule, RuleVersion
from governance_board.presets.labels import effect_label
from governance_board.queries.rules import terms_of, version_at


def terms_shown(text: str) -> list[tuple[str, str]]:
    """Return machine terms in words: pairs of name and value."""
    terms = terms_of(text)
    anything = gettext("any")
    lists = (
        (gettext("Datasets"), terms.datasets),
        (gettext("Purposes"), terms.purposes),
        (gettext("Recipients"), terms.recipients),
        (gettext("Kinds of data"), terms.kinds),
    )
    pairs = [(name, anything if names is ANY else gettext(", ").join(sorted(names))) for name, names in lists]
    return [
        (gettext("Effect"), effect_label(terms.effect)),
        *pairs,
        (gettext("Obligations"), gettext(", ").join(terms.obligations)),
        (gettext("Notwithstanding"), gettext(", ").join(terms.notwithstanding)),
    ]


def terms_as_typed(text: str) -> str:
    """Return machine terms as JSON that people can read and change."""
    return json.dumps(json.loads(text), ensure_ascii=False, indent=2)


def difference(before: MotionVersion, after: MotionVersion) -> list[Line]:
    """Return what changed between two versions of a motion, line by line: titles, texts, terms or dates that did."""
    parts = zip(_parts(before), _parts(after), strict=True)
    return [line for old, new in parts if old != new for line in compare_texts(old, new)]


def _parts(version: MotionVersion) -> list[str]:
    terms = "" if version.terms is None else terms_as_typed(version.terms)
    dates = ((gettext("In force from"), version.effective_on), (gettext("Review date"), version.review_on))
    days = [gettext("%(name)s: %(day)s", name=name, day=show_day(day)) if day else "" for name, day in dates]
    return [version.title_ja, version.text_ja, version.title_en, version.text_en, terms, *days]


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule in a list: the version that stood at the moment asked about, or the last one, and since when."""

    rule: Rule
    version: RuleVersion
    is_in_force: bool
    when: str

    @classmethod
    def of(cls, rule: Rule, *, at: dt.datetime, known_at: dt.datetime) -> "RuleEntry":
        """Return the rule as it stood at ``at``, as known at ``known_at``."""
        standing = version_at(rule, at=at, known_at=known_at)
        version = standing or rule.versions[-1]
        spans = [one for one in spans_in_force(rule.history, known_at=known_at) if one.version == version.version]
        now = next((one for one in spans if one.since <= at < one.until), None)
        shown = now or (spans[-1] if spans else None)
        when = (
            ""
            if shown is None
            else gettext(
                "in force from %(first)s until %(last)s", first=show_day(shown.since), last=show_day(shown.until)
            )
        )
        return cls(rule, version, standing is not None, when)


def as_json(rule: Rule, *, at: dt.datetime, known_at: dt.datetime) -> dict[str, Any]:
    """Return a rule with all versions, its acts, and which version was in force at ``at`` as known at ``known_at``."""
    standing = version_at(rule, at=at, known_at=known_at)
    return {
        "rule": rule.number,
        "name": rule.slug,
        "at": at.isoformat(),
        "known_at": known_at.isoformat(),
        "version_in_force": None if standing is None else standing.version,
        "versions": [
            {
                "version": one.version,
                "title": {"ja": one.title_ja, "en": one.title_en},
                "text": {"ja": one.text_ja, "en": one.text_en},
                "terms": json.loads(one.terms),
                "effective_on": one.effective_on.isoformat(),
                "review_on": one.review_on.isoformat(),
                "hash": one.hash,
                "motion": url_for("governance_board.show_motion", motion_id=one.motion_id),
            }
            for one in rule.versions
        ],
        "acts": [
            {
                "change": act.change,
                "version": act.version,
                "effective_at": act.effective_at.isoformat(),
                "lapses_at": None if act.lapses_at is None else act.lapses_at.isoformat(),
                "recorded_at": act.recorded_at.isoformat(),
            }
            for act in rule.acts
        ],
    }


def title_of(rule: Rule) -> str:
    """Return the newest title of a rule."""
    return in_language(rule.versions[-1], "title")


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the last instant of a day in Japan: what was known by then was known on that day."""
    return start_of_day(day + dt.timedelta(days=1)) - dt.timedelta.resolution
