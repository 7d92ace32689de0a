"""How a contest's words and dates are shown: labels, the timeline, what is next."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from contest.enums import ConflictKind, IdeaState, ImportState, Phase, WindowKind
from contest.methods.imports import IdeaColumn
from contest.models import Award, Contest, Criterion
from contest.queries.ideas import IdeaOrder
from foundations.database.clock import JST
from foundations.web.dates import show_day, show_moment
from foundations.web.languages import in_language
from foundations.words import N_

# Marked here and translated where one of them is shown: to translate all of them for each page took a fortieth of it.
_STATES = {
    IdeaState.DRAFT: N_("Draft"),
    IdeaState.SUBMITTED: N_("Being checked"),
    IdeaState.PUBLISHED: N_("Published"),
    IdeaState.REFUSED: N_("Not published"),
    IdeaState.WITHDRAWN: N_("Withdrawn"),
}
_STATE_NOTES = {
    IdeaState.DRAFT: N_("Only you can read this draft."),
    IdeaState.SUBMITTED: N_("The secretariat is checking this idea. It becomes public after that."),
    IdeaState.REFUSED: N_("This idea is not shown to the public."),
    IdeaState.WITHDRAWN: N_("The author has taken this idea back."),
}
_ORDERS = {
    IdeaOrder.NEWEST: N_("Newest first"),
    IdeaOrder.SUPPORTED: N_("Most supported first"),
    IdeaOrder.SHUFFLED: N_("Shuffled, anew every day"),
}
_TONES = {Phase.SUBMISSION: "now", Phase.VOTING: "now", Phase.RELEASED: "success"}


@dataclass(frozen=True, slots=True)
class TimelinePhase:
    """One stop of the drawn timeline; ``state`` is past, now or future."""

    label: str
    state: str
    when: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ContestEntry:
    """A contest as a list shows it: its leading phase and what comes next."""

    contest: Contest
    label: str
    tone: str
    next: str

    @classmethod
    def of(cls, contest: Contest, at: dt.datetime) -> "ContestEntry":
        """Return the contest as it stands at ``at``."""
        phase = leading_phase(contest.phases_at(at))
        return cls(contest, phase_label(phase), _TONES.get(phase, "neutral"), what_is_next(contest, at))


def what_is_next(contest: Contest, at: dt.datetime) -> str:
    """Return the date people should know: when the open phase closes, or the next one opens."""
    for window in contest.windows:
        if window.opens_at <= at < window.closes_at:
            return gettext(
                "%(phase)s until %(moment)s", phase=window_label(window.kind), moment=show_closing(window.closes_at)
            )
    for window in contest.windows:
        if at < window.opens_at:
            return gettext(
                "%(phase)s from %(moment)s", phase=window_label(window.kind), moment=show_moment(window.opens_at)
            )
    return "" if contest.released_at is None else gettext("Published on %(day)s", day=show_day(contest.released_at))


def window_label(kind: WindowKind) -> str:
    """Return what a dated phase is called, whether it is past, now or to come."""
    return {
        WindowKind.SUBMISSION: gettext("Call for ideas"),
        WindowKind.VOTING: gettext("Voting"),
        WindowKind.JUDGING: gettext("Judging"),
    }[WindowKind(kind)]


def phase_label(phase: Phase) -> str:
    """Return the phase in the reader's words."""
    return {
        Phase.ANNOUNCED: gettext("Announced"),
        Phase.SUBMISSION: gettext("Open for ideas"),
        Phase.INTERVAL: gettext("Being prepared"),
        Phase.PAUSE: gettext("Voting closed"),
        Phase.VOTING: gettext("Voting"),
        Phase.JUDGING: gettext("Judging"),
        Phase.CLOSED: gettext("Before the count"),
        Phase.DECISION: gettext("Results being decided"),
        Phase.RELEASED: gettext("Results published"),
    }[Phase(phase)]


def idea_state_label(state: IdeaState) -> str:
    """Return an idea's state in the reader's words."""
    return gettext(_STATES[state])


def idea_state_note(state: IdeaState) -> str:
    """Return what an idea's state means for whoever may read it before it is public."""
    return gettext(_STATE_NOTES[state]) if state in _STATE_NOTES else ""


def order_label(order: IdeaOrder) -> str:
    """Return how a list is ordered, in the reader's words."""
    return gettext(_ORDERS[order])


def column_label(column: IdeaColumn) -> str:
    """Return what a column of an imported file holds, in the reader's words."""
    return {
        IdeaColumn.TITLE: gettext("Title"),
        IdeaColumn.PROBLEM: gettext("What is the trouble?"),
        IdeaColumn.PROPOSAL: gettext("Text of the proposal"),
        IdeaColumn.DATA_NEEDED: gettext("Which data would this need?"),
        IdeaColumn.AUTHOR: gettext("Author"),
        IdeaColumn.DIVISION: gettext("Division"),
    }[column]


def import_state_label(state: ImportState) -> str:
    """Return where an imported file stands, in the reader's words."""
    return {
        ImportState.UPLOADED: gettext("Columns to be chosen"),
        ImportState.CHECKING: gettext("Being read"),
        ImportState.FAULTY: gettext("Has faults"),
        ImportState.READY: gettext("Ready to come in"),
        ImportState.IMPORTING: gettext("Coming in"),
        ImportState.DONE: gettext("Imported"),
        ImportState.CANCELLED: gettext("Given up"),
    }[ImportState(state)]


def conflict_label(kind: ConflictKind) -> str:
    """Return why a judge does not score an idea, in the reader's words."""
    return {
        ConflictKind.AUTHOR: gettext("I took part in writing it"),
        ConflictKind.FAMILY: gettext("A member of my family is involved"),
        ConflictKind.SAME_BODY: gettext("I belong to the same organisation as the author"),
        ConflictKind.OTHER: gettext("Another reason"),
    }[ConflictKind(kind)]


def leading_phase(phases: frozenset[Phase]) -> Phase:
    """Return the phase that a badge names when several hold at once."""
    order = (Phase.VOTING, *Phase)
    return min(phases, key=order.index)


def timeline(contest: Contest, at: dt.datetime) -> list[TimelinePhase]:
    """Return the contest's way from call to result, as it stands at ``at``."""
    stops = [
        TimelinePhase(
            window_label(window.kind),
            _state(window.opens_at, window.closes_at, at),
            gettext(
                "%(opens)s to %(closes)s", opens=show_moment(window.opens_at), closes=show_closing(window.closes_at)
            ),
            time_left(window.closes_at, at) if window.opens_at <= at < window.closes_at else None,
        )
        for window in contest.windows
    ]
    released = contest.released_at
    when = gettext("After judging") if released is None else show_moment(released)
    return [*stops, TimelinePhase(phase_label(Phase.RELEASED), "now" if released else "future", when)]


def show_closing(closes_at: dt.datetime) -> str:
    """Return the end of a half-open window as people say it: midnight is 24:00 of the day before."""
    local = closes_at.astimezone(JST)
    if (local.hour, local.minute) != (0, 0):
        return show_moment(closes_at)
    return show_moment(closes_at - dt.timedelta(minutes=1)).replace("23:59", "24:00")


def time_left(closes_at: dt.datetime, at: dt.datetime) -> str:
    """Return how long a phase stays open."""
    left = closes_at - at
    if left.days >= 1:
        return ngettext("%(num)d day left", "%(num)d days left", left.days)
    return ngettext("less than %(num)d hour left", "less than %(num)d hours left", left.seconds // 3600 + 1)


def _state(opens_at: dt.datetime, closes_at: dt.datetime, at: dt.datetime) -> str:
    if at < opens_at:
        return "future"
    return "now" if at < closes_at else "past"


@dataclass(frozen=True, slots=True)
class PartList:
    """One list of the set-up page: divisions, criteria or awards; entries are id, name and detail."""

    part: str
    heading: str
    entries: list[tuple[int, str, str]]
    nothing: str
    add: str


def part_lists(contest: Contest, criteria: Sequence[Criterion], awards: Sequence[Award]) -> list[PartList]:
    """Return what a contest is made of, as its set-up page lists it."""
    divisions = {division.id: in_language(division, "name") for division in contest.divisions}
    return [
        PartList(
            "divisions",
            gettext("Divisions"),
            [(one.id, in_language(one, "name"), in_language(one, "description")) for one in contest.divisions],
            gettext("There is no division yet."),
            gettext("Add a division"),
        ),
        PartList(
            "criteria",
            gettext("Rubric"),
            [(one.id, in_language(one, "name"), gettext("weight %(weight)d", weight=one.weight)) for one in criteria],
            gettext("There is no criterion yet."),
            gettext("Add a criterion"),
        ),
        PartList(
            "awards",
            gettext("Awards"),
            [
                (one.id, in_language(one, "name"), divisions.get(one.division_id or 0, gettext("Whole contest")))
                for one in awards
            ],
            gettext("There is no award yet."),
            gettext("Add an award"),
        ),
    ]
