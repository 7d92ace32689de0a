"""What waits for a person, as their own page shows it: what is due first stands first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext, ngettext

from accounts.methods import Actor
from contest import policies
from contest.enums import IdeaState, WindowKind
from contest.presets import Task, Work, idea_state_label, invitation_tasks, judges_tasks, office_tasks
from foundations.web.dates import show_moment
from foundations.web.languages import in_language
from front_door.queries import Trouble

if TYPE_CHECKING:
    from contest.models import Contest, Idea, JudgeInvitation
    from governance_board.presets.tasks import CouncilTask
    from workshops.models import Registration, Workshop

_IDEA_TONES = {
    IdeaState.SUBMITTED: "info",
    IdeaState.PUBLISHED: "success",
    IdeaState.REFUSED: "warning",
}


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """An idea of one's own with where it stands."""

    idea: "Idea"
    label: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Duties:
    """What waits in the contests that a person judges, runs or is asked to judge, and for an administrator."""

    work: Work
    invitations: "Sequence[JudgeInvitation]"
    trouble: Trouble = field(default_factory=Trouble)
    to_run: "Sequence[Workshop]" = ()
    council: "Sequence[CouncilTask]" = ()


@dataclass(frozen=True, slots=True)
class Own:
    """What the actor wrote, cast and signed up for."""

    ideas: "Sequence[Idea]"
    ballots: Sequence[Any]
    registrations: "Sequence[Registration]" = ()


def tasks_of(actor: Actor, contests: "Sequence[Contest]", own: Own, duties: Duties) -> list[Task]:
    """Return all that waits for the actor; what has a date first, by that date."""
    found = [
        *_drafts(actor, own.ideas),
        *_votes(actor, contests, own.ballots),
        *_workshops(own.registrations, duties.to_run),
        *_duties(actor, contests, duties),
        *_council(duties.council),
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


def _council(waiting: "Sequence[CouncilTask]") -> Iterator[Task]:
    for one in waiting:
        due = "" if one.due_at is None else show_moment(one.due_at)
        yield Task(one.what, one.about, one.url, "people", one.due_at, due)


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


def _workshops(registrations: "Sequence[Registration]", to_run: "Sequence[Workshop]") -> Iterator[Task]:
    for registration in registrations:
        workshop, is_placed = registration.workshop, registration.place is not None
        what = gettext("Come to the workshop") if is_placed else gettext("Wait for a place in the workshop")
        url = url_for("workshops.show_registration", slug=workshop.slug)
        about, due = in_language(workshop, "title"), show_moment(workshop.starts_at)
        yield Task(what, about, url, "calendar", workshop.starts_at, due)
    for workshop in to_run:
        url, due = url_for("workshops.show_desk", slug=workshop.slug), show_moment(workshop.starts_at)
        about = in_language(workshop, "title")
        yield Task(gettext("Run the workshop"), about, url, "calendar", workshop.starts_at, due)


def _duties(actor: Actor, contests: "Sequence[Contest]", duties: Duties) -> Iterator[Task]:
    yield from invitation_tasks(actor, duties.invitations)
    yield from judges_tasks(actor, contests, duties.work)
    for contest in contests:
        if policies.is_secretariat(actor, contest):
            yield from office_tasks(actor, contest, duties.work)


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
