"""What waits for a person, as their own page shows it: what is due first stands first."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext, ngettext

from accounts.methods import Actor
from contest import policies
from contest.enums import IdeaState, WindowKind
from contest.presets import idea_state_label, show_closing, time_left
from contest.queries.waiting import Waiting
from foundations.web.dates import show_moment
from foundations.web.languages import in_language
from front_door.queries import Trouble

if TYPE_CHECKING:
    from contest.models import Contest, Idea

_IDEA_TONES = {
    IdeaState.SUBMITTED: "info",
    IdeaState.PUBLISHED: "success",
    IdeaState.REFUSED: "warning",
}


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: what, about what, where, until when, and how long that still is."""

    what: str
    about: str
    url: str
    picture: str
    due_at: dt.datetime | None
    due: str
    left: str = ""

    @classmethod
    def until(cls, what: str, about: str, url: str, picture: str, closes_at: dt.datetime, at: dt.datetime) -> "Task":  # noqa: PLR0917 - a row of a table
        """Return something that can be done until ``closes_at``."""
        return cls(
            what, about, url, picture, closes_at,
            gettext("until %(moment)s", moment=show_closing(closes_at)),
            time_left(closes_at, at),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """An idea of one's own with where it stands."""

    idea: "Idea"
    label: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Duties:
    """What waits in the contests where a person is on duty, by the contests' ids, and for an administrator."""

    to_score: Mapping[int, Waiting]
    to_check: Mapping[int, Waiting]
    trouble: Trouble = field(default_factory=Trouble)


def tasks_of(
    actor: Actor, contests: "Sequence[Contest]", ideas: "Sequence[Idea]", ballots: Sequence[Any], duties: Duties
) -> list[Task]:
    """Return all that waits for the actor; what has a date first, by that date."""
    found = [
        *_drafts(actor, ideas),
        *_votes(actor, contests, ballots),
        *_duties(actor, contests, duties),
        *_trouble(duties.trouble),
    ]
    return sorted(found, key=lambda task: (task.due_at is None, task.due_at or actor.at))


def own_ideas_shown(ideas: "Sequence[Idea]") -> list[OwnIdea]:
    """Return one's ideas with their states, and where each is read or written on."""
    return [
        OwnIdea(
            idea,
            idea_state_label(idea.state),
            _IDEA_TONES.get(IdeaState(idea.state), "neutral"),
            _idea_url(idea),
        )
        for idea in ideas
    ]


def _drafts(actor: Actor, ideas: "Sequence[Idea]") -> Iterator[Task]:
    for idea in ideas:
        if idea.state == IdeaState.DRAFT and policies.may_draft_idea(actor, idea.contest):
            yield Task.until(
                gettext("Finish your draft: %(title)s", title=idea.title or gettext("untitled")),
                in_language(idea.contest, "title"),
                _idea_url(idea),
                "edit",
                idea.contest.window(WindowKind.SUBMISSION).closes_at,
                actor.at,
            )


def _votes(actor: Actor, contests: "Sequence[Contest]", ballots: Sequence[Any]) -> Iterator[Task]:
    voted = {ballot.contest_id for ballot in ballots}
    for contest in contests:
        if contest.id not in voted and policies.may_vote(actor, contest):
            yield Task.until(
                gettext("Cast your ballot"),
                in_language(contest, "title"),
                url_for("contest.show_ballot", slug=contest.slug),
                "vote",
                contest.window(WindowKind.VOTING).closes_at,
                actor.at,
            )


def _duties(actor: Actor, contests: "Sequence[Contest]", duties: Duties) -> Iterator[Task]:
    for contest in contests:
        about, score, check = (
            in_language(contest, "title"),
            duties.to_score.get(contest.id),
            duties.to_check.get(contest.id),
        )
        if score:
            yield Task.until(
                ngettext("Score %(num)d idea", "Score %(num)d ideas", score.count),
                about,
                url_for("contest.show_judging", slug=contest.slug),
                "award",
                contest.window(WindowKind.JUDGING).closes_at,
                actor.at,
            )
        if check:
            since = (
                "" if check.since is None else gettext("the first since %(moment)s", moment=show_moment(check.since))
            )
            what = ngettext("Check %(num)d submitted idea", "Check %(num)d submitted ideas", check.count)
            yield Task(what, about, url_for("contest.show_desk", slug=contest.slug), "document", None, since)
        if policies.may_open_counts(actor, contest):
            url = url_for("contest.confirm_count", slug=contest.slug)
            yield Task(gettext("Open the counts of the vote and the judging"), about, url, "award", None, "")
        if policies.may_decide_awards(actor, contest):
            url = url_for("contest.list_awards", slug=contest.slug)
            yield Task(gettext("Decide the awards and publish the results"), about, url, "award", None, "")


def _trouble(trouble: Trouble) -> Iterator[Task]:
    about, url = gettext("How the site is running"), url_for("front_door.show_operations")
    if not trouble.jobs_are_well:
        yield Task(gettext("Some regular work is late or fails"), about, f"{url}#jobs", "clock", None, "")
    if trouble.mails:
        what = ngettext("%(num)d mail could not be delivered", "%(num)d mails could not be delivered", trouble.mails)
        yield Task(what, about, f"{url}#mails", "warning", None, "")


def _idea_url(idea: "Idea") -> str:
    endpoint = "contest.edit_idea" if idea.state == IdeaState.DRAFT else "contest.show_idea"
    return url_for(endpoint, idea_id=idea.id)
