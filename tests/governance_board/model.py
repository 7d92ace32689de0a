"""The council in plain memory: what every act must come to, written without a look at the code under test."""

import datetime as dt
from dataclasses import dataclass, field

from foundations.database.clock import day_in_japan, start_of_day
from foundations.refusal import Refusal
from governance_board import errors

DAY = dt.timedelta(days=1)
Said = type[Refusal] | None


@dataclass
class ModelMotion:
    """A motion: ``said`` is what its newest version says, ``sector`` of a seat is its index modulo two."""

    kind: str
    formula: str
    slug: str = ""
    rule: str = ""
    suspension: int | None = None
    said: tuple[str, dt.date, dt.date] = ("permit", dt.date.min, dt.date.min)
    state: str = "submitted"
    recused: set[int] = field(default_factory=set)
    votes: dict[int, str] = field(default_factory=dict)


@dataclass
class Model:
    """Rules are lists of (in force from, known from, effect or None, until); suspensions lists of moments."""

    motions: list[ModelMotion] = field(default_factory=list)
    rules: dict[str, list[tuple[dt.datetime, dt.datetime, str | None, dt.datetime]]] = field(default_factory=dict)
    brakes: list[dict[str, dt.datetime]] = field(default_factory=list)
    braking: list[int] = field(default_factory=list)
    present: set[int] = field(default_factory=set)
    called_up: int | None = None
    called: set[int] = field(default_factory=set)

    def effect_at(self, slug: str, at: dt.datetime, known_at: dt.datetime) -> str | None:
        """What a rule says at ``at``, by what is known: the last act on or before ``at`` decides."""
        said, until, since = None, at, dt.datetime.min.replace(tzinfo=dt.UTC)
        for starts, recorded, effect, ends in self.rules[slug]:
            if recorded <= known_at and since <= starts <= at:
                said, until, since = effect, ends, starts
        return said if said is not None and at < until else None

    def in_force(self, at: dt.datetime, known_at: dt.datetime) -> dict[str, str]:
        """Every rule that says something, and what."""
        said = {slug: self.effect_at(slug, at, known_at) for slug in self.rules}
        return {slug: effect for slug, effect in said.items() if effect is not None}

    def is_braked(self, number: int, at: dt.datetime, known_at: dt.datetime) -> bool:
        """Whether a suspension stops its target."""
        told = {act: moment for act, moment in self.brakes[number].items() if moment <= known_at}
        if "signed" not in told or told["signed"] > at or ("lifted" in told and told["lifted"] <= at):
            return False
        return "ratified" in told or at < told["signed"] + 14 * DAY

    def contradicts(self, motion: ModelMotion, said: tuple[str, dt.date, dt.date], at: dt.datetime) -> bool:
        """Whether another rule says the opposite on some day meanwhile; all rules are about the same data here."""
        effect, first, last = said
        own = motion.slug or motion.rule
        days = [start_of_day(first + number * DAY) for number in range((last - first).days)]
        others = [slug for slug in self.rules if slug != own]
        return any(self.effect_at(slug, day, at) not in {None, effect} for slug in others for day in days)

    def objection_to(self, motion: ModelMotion, said: tuple[str, dt.date, dt.date], at: dt.datetime) -> Said:
        """Why a wording could not be carried out, if so."""
        if motion.kind not in {"enact_rule", "amend_rule"}:
            return None
        if motion.kind == "enact_rule" and said[1] <= day_in_japan(at):
            return errors.ForceInThePast
        return errors.RulesConflict if self.contradicts(motion, said, at) else None

    def is_repealed(self, slug: str) -> bool:
        """Whether the last act on a rule was its repeal."""
        return self.rules[slug][-1][2] is None

    def submit(self, motion: ModelMotion, at: dt.datetime) -> Said:
        """A new motion."""
        if motion.kind == "enact_rule" and motion.slug in self.rules:
            return errors.RuleNameTaken
        if motion.rule and self.is_repealed(motion.rule):
            return errors.RuleUnknown
        if motion.suspension is not None and not self.is_braked(motion.suspension, at, at):
            return errors.SuspensionNotInForce
        refusal = self.objection_to(motion, motion.said, at)
        if refusal is None:
            self.motions.append(motion)
        return refusal

    def amend(self, number: int, said: tuple[str, dt.date, dt.date], at: dt.datetime) -> Said:
        """A new version."""
        motion = self.motions[number]
        if motion.state != "submitted":
            return errors.VoteBegan
        refusal = self.objection_to(motion, said, at)
        if refusal is None:
            motion.said = said
        return refusal

    def withdraw(self, number: int) -> Said:
        """Take a motion back."""
        motion = self.motions[number]
        if motion.state != "submitted":
            return errors.VoteBegan
        motion.state = "withdrawn"
        return None

    def recuse(self, number: int, seat: int) -> Said:
        """A seat steps aside."""
        motion = self.motions[number]
        if motion.state not in {"submitted", "voting"}:
            return errors.VoteBegan
        if seat in motion.votes:
            return errors.SealedByVote
        if seat in motion.recused:
            return errors.RecusedBefore
        motion.recused.add(seat)
        return None

    def call_up(self, number: int) -> Said:
        """The council turns to a motion that waits on its agenda, and leaves the one before."""
        if self.called_up is not None and self.motions[self.called_up].state == "voting":
            return errors.VoteStillOpen
        if number in self.called:
            return errors.WrongMeetingState
        self.called_up = number
        self.called.add(number)
        return None

    def has_quorum(self, motion: ModelMotion, present: set[int], seats: range) -> bool:
        """More than half of those that may vote, and one of each sector that has any."""
        may = set(seats) - motion.recused
        here = may & present
        sectors = {seat % 2 for seat in may}
        return 2 * len(here) > len(may) and {seat % 2 for seat in here} == sectors

    def open_vote(self, number: int, seats: range, at: dt.datetime) -> Said:
        """The vote begins."""
        motion = self.motions[number]
        if motion.state != "submitted":
            return errors.VoteBegan
        if self.called_up != number:
            return errors.ItemNotOpen
        refusal = self.objection_to(motion, motion.said, at)
        if refusal is not None:
            return refusal
        if not self.has_quorum(motion, self.present, seats):
            return errors.NoQuorum
        motion.state = "voting"
        return None

    def cast(self, number: int, seat: int, choice: str) -> Said:
        """A seat votes."""
        motion = self.motions[number]
        if motion.state != "voting":
            return errors.VoteNotOpen
        if seat not in self.present:
            return errors.NotPresent
        if seat in motion.recused:
            return errors.Recused
        if seat in motion.votes:
            return errors.AlreadyVoted
        motion.votes[seat] = choice
        return None

    def close_vote(self, number: int, seats: range) -> Said:
        """The vote is counted."""
        motion = self.motions[number]
        if motion.state != "voting":
            return errors.VoteNotOpen
        yes, no = (sum(vote == choice for vote in motion.votes.values()) for choice in ("yes", "no"))
        enough = yes > no if motion.formula == "majority" else yes > 0 and yes / (yes + no) >= 2 / 3
        is_valid = self.has_quorum(motion, self.present | motion.votes.keys(), seats)
        motion.state = "carried" if enough and is_valid else "lost"
        return None

    def carry_out(self, number: int, at: dt.datetime) -> Said:
        """A carried motion takes effect."""
        motion = self.motions[number]
        if motion.state != "carried":
            return errors.NotCarried
        refusal = self._effect(motion, at)
        if refusal is None:
            motion.state = "carried_out"
        return refusal

    def _effect(self, motion: ModelMotion, at: dt.datetime) -> Said:
        if motion.suspension is not None:
            if not self.is_braked(motion.suspension, at, at):
                return errors.SuspensionNotInForce
            act = "ratified" if motion.kind == "ratify_suspension" else "lifted"
            self.brakes[motion.suspension].setdefault(act, at)
            return None
        if motion.kind == "resolution":
            return None
        refusal = self.objection_to(motion, motion.said, at)
        if refusal is None and motion.kind == "enact_rule" and motion.slug in self.rules:
            return errors.RuleNameTaken
        if refusal is None and motion.rule and self.is_repealed(motion.rule):
            return errors.RuleUnknown
        if refusal is None:
            effect, first, last = motion.said
            said = None if motion.kind == "repeal_rule" else effect
            entry = start_of_day(first), at, said, start_of_day(last)
            self.rules.setdefault(motion.slug or motion.rule, []).append(entry)
        return refusal

    def sign(self, number: int, seat: int, at: dt.datetime) -> Said:
        """The second signature."""
        brake = self.brakes[number]
        if "signed" in brake or at >= brake["asked"] + 14 * DAY:
            return errors.SuspensionSettled
        if seat % 2 == self.braking[number]:
            return errors.SameSector
        brake["signed"] = at
        return None
