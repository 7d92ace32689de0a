"""Refusals about what a contest is made of: texts, dates, parts."""

from foundations.refusal import Refusal
from foundations.words import N_


class CountsOpened(Refusal):
    """Whoever has seen the counts can no longer let votes or scores in."""

    message = N_(
        "The counts were opened on %(opened_at)s. From then on no date of this contest can be changed, so that nobody "
        "who has seen the counts can let in more votes or scores. The dates were not changed."
    )


class PhaseBegan(Refusal):
    """A phase that has begun stays begun."""

    message = N_("A phase that has already begun cannot be made to begin later. The dates were not changed.")
    status = 422


class ContestNotReady(Refusal):
    """A contest cannot be announced without a division and a rubric."""

    message = N_("Add at least one division and one criterion first. Nothing was announced.")


class TextsFixed(Refusal):
    """Whoever may know the counts changes no rule any more."""

    message = N_(
        "The counts were opened on %(opened_at)s. From then on no text of this contest can be changed, so that nobody "
        "who has seen the counts can change a rule. Nothing was changed."
    )


class TextsMovedOn(Refusal):
    """Somebody else changed the texts while they were being edited."""

    message = N_(
        "Somebody else has changed these texts since you opened the page. Nothing was changed; what you typed is still "
        "here. Open the page in another window and compare before you send it again from there."
    )


class AddressTaken(Refusal):
    """Another contest already has this address."""

    message = N_("Another contest already uses this address. Please choose another one.")
    field = "slug"
    status = 422


class NameTaken(Refusal):
    """Another division of the contest already has this short name."""

    message = N_("Another division already uses this short name. Please choose another one.")
    field = "slug"
    status = 422


class PartsFixed(Refusal):
    """What people rely on is not changed any more."""

    message = N_(
        "Divisions and criteria are fixed, and no award is taken away, once the call for ideas has opened; awards can "
        "be added until voting begins. Nothing was changed."
    )


class LastPart(Refusal):
    """An announced contest without a division or a criterion could not go on."""

    message = N_("An announced contest keeps at least one division and one criterion. Nothing was removed.")


class CriterionInUse(Refusal):
    """A criterion by which judges have scored cannot be removed."""

    message = N_("Judges have already scored by this criterion, so it cannot be removed.")


class DivisionInUse(Refusal):
    """A division that has ideas cannot be removed."""

    message = N_("This division already has ideas, awards or imported files, so it cannot be removed.")
