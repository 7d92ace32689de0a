"""All that decisions rest on besides people's own choices, read for any instant as known at any other."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from consent.queries.purposes import next_change as next_change_of_purposes
from consent.queries.purposes import purposes_in_force
from data_platform.methods.standings import GrantInForce, PurposeInForce, RuleInForce, State
from data_platform.models import Grant, UseApplication
from data_platform.queries.datasets import all_datasets
from foundations.database.session import db
from governance_board.enums import Target
from governance_board.queries.rules import EnactedRule, rules_in_force
from governance_board.queries.suspensions import StoppedTarget, suspensions_in_force


@dataclass(frozen=True, slots=True)
class LoadedState:
    """A state, the rules in it by number, and the instant before which none of it changes by itself."""

    state: State
    rules: Mapping[int, EnactedRule]
    changes_at: dt.datetime | None


def load_state(*, at: dt.datetime, known_at: dt.datetime) -> LoadedState:
    """Return the state at ``at`` as known at ``known_at``."""
    rules = rules_in_force(at=at, known_at=known_at)
    suspensions = suspensions_in_force(at=at, known_at=known_at)
    grants, grants_change_at = _grants(at=at, known_at=known_at)
    state = State(
        {
            one.slug: frozenset(kind.slug for kind in one.kinds)
            for one in all_datasets()
            if one.is_offered(at=min(at, known_at))
        },
        {
            one.slug: PurposeInForce(one.ground, one.categories, one.overrides_stop_use)
            for one in purposes_in_force(at, known_at)
        },
        tuple(RuleInForce(rule.number, rule.terms) for rule in rules.rules),
        grants,
        _stopped(suspensions.suspensions, Target.DATASET),
        _stopped(suspensions.suspensions, Target.PURPOSE),
    )
    changes = (rules.changes_at, suspensions.changes_at, grants_change_at, next_change_of_purposes(at))
    by_number = {rule.number: rule for rule in rules.rules}
    return LoadedState(state, by_number, min((one for one in changes if one is not None), default=None))


def _grants(
    *, at: dt.datetime, known_at: dt.datetime
) -> tuple[dict[tuple[str, str, str], GrantInForce], dt.datetime | None]:
    application = joinedload(Grant.application)
    rows = db.session.scalars(
        select(Grant)
        .options(
            application.joinedload(UseApplication.organisation),
            application.joinedload(UseApplication.dataset),
            application.joinedload(UseApplication.purpose),
            selectinload(Grant.kinds),
        )
        .order_by(Grant.id)
    ).all()
    found = {  # of two grants for one use the later one says what is granted
        (one.application.organisation.slug, one.application.dataset.slug, one.application.purpose.slug): GrantInForce(
            one.id, frozenset(kind.slug for kind in one.kinds)
        )
        for one in rows
        if one.is_in_force(at=at, known_at=known_at)
    }
    ahead = (instant for one in rows for instant in (one.starts_at, one.ends_at) if instant > at)
    return found, min(ahead, default=None)


def _stopped(suspensions: tuple[StoppedTarget, ...], target: Target) -> dict[str, int]:
    return {one.name: one.number for one in suspensions if one.target == target}
