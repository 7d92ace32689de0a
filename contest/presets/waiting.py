"""What waits for a person, in words: what to do, about what, where, and until when."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, ngettext

from accounts.methods import Actor
from contest import policies
from contest.enums import WindowKind, WorkKind
from contest.models import Contest, JudgeInvitation
from contest.presets.contests import show_closing, time_left, window_label
from contest.queries.waiting import Waiting
from foundations.web.dates import show_moment
from foundations.web.languages import in_language

SOON = dt.timedelta(days=3)
Work = Mapping[tuple[WorkKind, int], Waiting]


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: what, about what, where, until when, and how long that still is."""

    what: str
    about: str
    url: str
    picture: str
    due_at: dt.datetime | None = None
    due: str = ""
    left: str = ""

    @classmethod
    def until(cls, what: str, about: str, url: str, picture: str, closes_at: dt.datetime, at: dt.datetime) -> "Task":  # noqa: PLR0917 - a row of a table
        """Return something that can be done until ``closes_at``."""
        return cls(
            what, about, url, picture, closes_at,
            gettext("until %(moment)s", moment=show_closing(closes_at)),
            time_left(closes_at, at),
        )  # fmt: skip


def judges_tasks(actor: Actor, contests: Iterable[Contest], work: Work) -> Iterator[Task]:
    """Return what a judge has still to score."""
    for contest in contests:
        score = work.get((WorkKind.SCORE, contest.id))
        if score is not None:
            yield Task.until(
                ngettext("Score %(num)d idea", "Score %(num)d ideas", score.count),
                in_language(contest, "title"),
                url_for("contest.show_judging", slug=contest.slug),
                "award",
                contest.window(WindowKind.JUDGING).closes_at,
                actor.at,
            )


def invitation_tasks(actor: Actor, invitations: Iterable[JudgeInvitation]) -> Iterator[Task]:
    """Return the invitations to judge that wait for an answer."""
    for one in invitations:
        if policies.may_accept_invitation(actor, one):
            url = url_for("contest.show_invitation", invitation_id=one.id)
            yield Task(gettext("Answer whether you will judge"), in_language(one.contest, "title"), url, "award")


def office_tasks(actor: Actor, contest: Contest, work: Work) -> Iterator[Task]:
    """Return all that waits for the secretariat in a contest that it runs."""
    yield from _reading(contest, work)
    yield from _sheets(actor, contest, work)
    yield from _steps(actor, contest)
    about, desk = in_language(contest, "title"), url_for("contest.show_desk", slug=contest.slug)
    for window in contest.windows:
        if window.opens_at <= actor.at < window.closes_at <= actor.at + SOON:
            what = gettext("%(phase)s closes soon", phase=window_label(WindowKind(window.kind)))
            yield Task.until(what, about, desk, "calendar", window.closes_at, actor.at)


def _reading(contest: Contest, work: Work) -> Iterator[Task]:
    about, slug = in_language(contest, "title"), contest.slug
    check, files = work.get((WorkKind.CHECK, contest.id)), work.get((WorkKind.IMPORT, contest.id))
    if check is not None:
        what = ngettext("Check %(num)d submitted idea", "Check %(num)d submitted ideas", check.count)
        yield Task(what, about, url_for("contest.show_desk", slug=slug), "document", due=_since(check))
    if files is not None:
        what = ngettext("Finish the import of %(num)d file", "Finish the import of %(num)d files", files.count)
        yield Task(what, about, url_for("contest.list_imports", slug=slug), "document", due=_since(files))


def _sheets(actor: Actor, contest: Contest, work: Work) -> Iterator[Task]:
    missing = work.get((WorkKind.SHEETS, contest.id))
    if missing is not None:
        what = ngettext("%(num)d score sheet is missing", "%(num)d score sheets are missing", missing.count)
        url, closes_at = url_for("contest.list_judges", slug=contest.slug), contest.window(WindowKind.JUDGING).closes_at
        yield Task.until(what, in_language(contest, "title"), url, "people", closes_at, actor.at)


def _steps(actor: Actor, contest: Contest) -> Iterator[Task]:
    about, slug = in_language(contest, "title"), contest.slug
    if policies.may_announce_contest(actor, contest):
        url = url_for("contest.show_setup", slug=slug)
        yield Task(gettext("Finish the set-up and announce the contest"), about, url, "edit")
    if policies.may_open_counts(actor, contest):
        url = url_for("contest.confirm_count", slug=slug)
        yield Task(gettext("Open the counts of the vote and the judging"), about, url, "award")
    if policies.may_decide_awards(actor, contest):
        url = url_for("contest.list_awards", slug=slug)
        yield Task(gettext("Decide the awards and publish the results"), about, url, "award")


def _since(waiting: Waiting) -> str:
    return "" if waiting.since is None else gettext("the first since %(moment)s", moment=show_moment(waiting.since))
