"""What the council's side says to a use, whoever's data it is about: rules, grant and suspension.

Deny by default, deny overrides: some rule in force must permit each kind of data, none
may forbid it, a grant must cover it, and nothing on its way may be suspended. The person
is asked only where all of that holds, so that nobody without a grant can find out what
somebody has consented to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from consent.enums import LegalGround, StopCategory
from data_platform.enums import Denial, Obligation
from governance_board.enums import Effect
from governance_board.methods.terms import Terms


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A rule's version in force, by its number."""

    number: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class PurposeInForce:
    """A purpose's version in force, as far as decisions need it."""

    ground: LegalGround
    categories: frozenset[StopCategory] = frozenset()
    overrides_stop_use: bool = False


@dataclass(frozen=True, slots=True)
class GrantInForce:
    """What an approved application gives: kinds of data of a dataset, for a purpose."""

    number: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class State:
    """All that decisions rest on besides people's own choices, at one instant.

    ``datasets`` names the kinds of data of each; ``grants`` is keyed by organisation,
    dataset and purpose; the suspensions map what is suspended to the suspension's number.
    """

    datasets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    purposes: Mapping[str, PurposeInForce] = field(default_factory=dict)
    rules: tuple[RuleInForce, ...] = ()
    grants: Mapping[tuple[str, str, str], GrantInForce] = field(default_factory=dict)
    suspended_datasets: Mapping[str, int] = field(default_factory=dict)
    suspended_purposes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason against a use: the ``rules``, kinds or suspensions that it is about, by number or name."""

    denial: Denial
    rules: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    suspensions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Permitted if there is no reason against it. ``rules`` and ``grant`` are what a permit rests on."""

    reasons: tuple[Reason, ...] = ()
    rules: tuple[int, ...] = ()
    grant: int | None = None
    obligations: tuple[str, ...] = ()

    @property
    def is_permitted(self) -> bool:
        """Whether the use may go ahead."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Standing:
    """What rules, grants and suspensions say to one organisation's use of one dataset for one purpose.

    ``reasons`` hold whatever the kinds; the other sets judge the kinds asked for.
    """

    dataset_kinds: frozenset[str] = frozenset()
    granted: GrantInForce | None = None
    permits: tuple[RuleInForce, ...] = ()
    forbids: tuple[RuleInForce, ...] = ()
    reasons: tuple[Reason, ...] = ()
    purpose: PurposeInForce | None = None

    @property
    def usual_kinds(self) -> frozenset[str]:
        """The kinds meant by a request that names none: those granted, else all of the dataset."""
        return self.dataset_kinds if self.granted is None else self.granted.kinds


def standing_of(
    organisation: str, dataset: str, purpose: str, *, state: State, rules: Iterable[RuleInForce] | None = None
) -> Standing:
    """Collect what ``state`` says to a use.

    ``rules`` may be handed in already narrowed to those that could cover the use, in the order of ``state.rules``.
    """
    reasons = []
    if dataset not in state.datasets:
        reasons.append(Reason(Denial.UNKNOWN_DATASET))
    if purpose not in state.purposes:
        reasons.append(Reason(Denial.UNKNOWN_PURPOSE))
    if reasons:
        return Standing(reasons=tuple(reasons))
    suspensions = [state.suspended_datasets.get(dataset), state.suspended_purposes.get(purpose)]
    if any(number is not None for number in suspensions):
        reasons.append(Reason(Denial.SUSPENDED, suspensions=tuple(n for n in suspensions if n is not None)))
    covering = [
        rule for rule in (state.rules if rules is None else rules) if rule.terms.covers(dataset, purpose, organisation)
    ]
    return Standing(
        state.datasets[dataset],
        state.grants.get((organisation, dataset, purpose)),
        tuple(rule for rule in covering if rule.terms.effect == Effect.PERMIT),
        tuple(rule for rule in covering if rule.terms.effect == Effect.FORBID),
        tuple(reasons),
        state.purposes[purpose],
    )


def judge_standing(standing: Standing, kinds: frozenset[str], *, is_about_person: bool) -> Decision:
    """Decide on ``kinds`` by the council's side alone; a permit names what it rests on.

    Args:
        standing: see ``standing_of``.
        kinds: the kinds of data asked for, at least one.
        is_about_person: False for a use in general; where the ground is consent, a
            permit then says that each person must still be asked about.
    """
    if standing.purpose is None:
        return Decision(standing.reasons)
    reasons = [*_unknown_kinds(standing, kinds), *standing.reasons, *_reasons_of_rules(standing, kinds)]
    reasons += _reasons_of_grant(standing, kinds)
    if reasons:
        return Decision(tuple(reasons))
    resting = [rule for rule in standing.permits if _speaks_of(rule, kinds)]
    obligations = dict.fromkeys(obligation for rule in resting for obligation in rule.terms.obligations)
    if standing.purpose.ground == LegalGround.CONSENT and not is_about_person:
        obligations[Obligation.ASK_FOR_EACH_PERSON] = None
    grant = None if standing.granted is None else standing.granted.number
    return Decision((), tuple(rule.number for rule in resting), grant, tuple(obligations))


def _unknown_kinds(standing: Standing, kinds: frozenset[str]) -> list[Reason]:
    unknown = kinds - standing.dataset_kinds
    return [Reason(Denial.UNKNOWN_KINDS, kinds=tuple(sorted(unknown)))] if unknown else []


def _reasons_of_rules(standing: Standing, kinds: frozenset[str]) -> list[Reason]:
    forbidding = tuple(rule.number for rule in standing.forbids if _speaks_of(rule, kinds))
    permitting = tuple(rule.number for rule in standing.permits if _speaks_of(rule, kinds))
    if forbidding:
        denial = Denial.RULES_CONFLICT if permitting else Denial.FORBIDDEN
        return [Reason(denial, rules=(*forbidding, *permitting))]
    permitted: frozenset[str] = frozenset().union(*(rule.terms.kinds or kinds for rule in standing.permits))
    missing = (kinds & standing.dataset_kinds) - permitted
    return [Reason(Denial.NO_RULE, kinds=tuple(sorted(missing)))] if missing else []


def _reasons_of_grant(standing: Standing, kinds: frozenset[str]) -> list[Reason]:
    if standing.granted is None:
        return [Reason(Denial.NO_GRANT)]
    beyond = (kinds & standing.dataset_kinds) - standing.granted.kinds
    return [Reason(Denial.KINDS_NOT_GRANTED, kinds=tuple(sorted(beyond)))] if beyond else []


def _speaks_of(rule: RuleInForce, kinds: frozenset[str]) -> bool:
    return rule.terms.kinds is None or not kinds.isdisjoint(rule.terms.kinds)
