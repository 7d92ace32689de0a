"""Use applications: filed, checked by the machine at once, decided by people, granted for a term."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from accounts.methods import Actor
from accounts.queries import person_acting
from data_platform.enums import ApplicationState, Denial, PreCheck
from data_platform.errors import ApplicationDecided, DatasetWithdrawn, KindsNotOffered, TermNotForward
from data_platform.methods.standings import Decision, judge_standing, standing_of
from data_platform.models import ApplicationKind, Dataset, Grant, GrantKind, UseApplication
from data_platform.queries.state import load_state
from data_platform.services.acts import record_act
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.commitments import Json, utc_text

if TYPE_CHECKING:
    from accounts.models import Organisation
    from consent.models import DataKind, Purpose

_OPEN_TO_PEOPLE = frozenset({Denial.NO_RULE, Denial.SUSPENDED})
"""What the council can change: the machine abstains instead of denying."""


def file_application(
    *,
    organisation: "Organisation",
    dataset: Dataset,
    purpose: "Purpose",
    kinds: Sequence[str],
    safeguards: str,
    idea_id: int | None,
    motion_id: int | None = None,
    by: Actor,
    at: dt.datetime,
) -> UseApplication:
    """Ask to use kinds of data of a dataset for a purpose; the pre-check's answer is kept with it.

    Raises:
        DatasetWithdrawn: if it is no longer offered.
        KindsNotOffered: if the kinds are none, or not all the dataset's.
    """
    chosen = _chosen_kinds(dataset, kinds, at)
    verdict, reasons = pre_check(organisation.slug, dataset.slug, purpose.slug, frozenset(kinds), at=at)
    application = UseApplication(
        organisation_id=organisation.id,
        dataset_id=dataset.id,
        purpose_id=purpose.id,
        safeguards=safeguards,
        idea_id=idea_id,
        motion_id=motion_id,
        state=ApplicationState.FILED,
        filed_at=at,
        filed_by_id=person_acting(by).id,
        pre_check=verdict,
        pre_check_reasons=" ".join(reasons),
    )
    db.session.add(application)
    db.session.flush()
    db.session.add_all(ApplicationKind(application_id=application.id, kind_id=kind.id) for kind in chosen)
    db.session.flush()
    use = {"organisation": organisation.slug, "dataset": dataset.slug, "purpose": purpose.slug}
    _record_filing(application, {**use, "kinds": sorted(kinds)}, by=by, at=at)
    return application


def pre_check(
    organisation: str, dataset: str, purpose: str, kinds: frozenset[str], *, at: dt.datetime
) -> tuple[PreCheck, tuple[Denial, ...]]:
    """Say what the rules in force make of a use before anybody granted it; a missing grant is no reason here."""
    standing = standing_of(organisation, dataset, purpose, state=load_state(at=at, known_at=at).state)
    decision = judge_standing(standing, kinds, is_about_person=True)
    return verdict_on(decision)


def verdict_on(decision: Decision) -> tuple[PreCheck, tuple[Denial, ...]]:
    """Return approve if nothing but a grant is missing, abstain if the council could change it, else deny."""
    not_yet = {Denial.NO_GRANT, Denial.KINDS_NOT_GRANTED}
    reasons = tuple(reason.denial for reason in decision.reasons if reason.denial not in not_yet)
    if not reasons:
        return PreCheck.APPROVE, ()
    return (PreCheck.ABSTAIN if _OPEN_TO_PEOPLE.issuperset(reasons) else PreCheck.DENY), reasons


def give_grant(
    *, application: UseApplication, starts_at: dt.datetime, ends_at: dt.datetime, by: Actor, at: dt.datetime
) -> Grant:
    """Approve an application: its kinds, for its use, between two instants.

    Raises:
        ApplicationDecided: if it is not open.
        TermNotForward: if the term lies behind or runs backwards.
    """
    _hold_filed(application)
    if starts_at < at or ends_at <= starts_at:
        raise TermNotForward
    application.state, application.decided_at = ApplicationState.APPROVED, at
    grant = Grant(
        application_id=application.id,
        organisation_id=application.organisation_id,
        dataset_id=application.dataset_id,
        purpose_id=application.purpose_id,
        given_at=at,
        given_by_id=person_acting(by).id,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    db.session.add(grant)
    db.session.flush()
    asked = db.session.query(ApplicationKind).filter_by(application_id=application.id)
    db.session.add_all(
        GrantKind(grant_id=grant.id, kind_id=one.kind_id, application_id=application.id) for one in asked
    )
    db.session.flush()
    facts: dict[str, Json] = {
        "application": application.id,
        "starts_at": utc_text(starts_at),
        "ends_at": utc_text(ends_at),
    }
    record_act("grant_given", facts, subject=f"grant:{grant.id}", by=by, at=at)
    return grant


def deny_application(*, application: UseApplication, reason: str, by: Actor, at: dt.datetime) -> None:
    """Turn an application down, with the reason on the record.

    Raises:
        ApplicationDecided: if it is not open.
    """
    _hold_filed(application)
    application.state, application.decided_at = ApplicationState.DENIED, at
    record_act("application_denied", {"reason": reason}, subject=f"application:{application.id}", by=by, at=at)


def revoke_grant(*, grant: Grant, by: Actor, at: dt.datetime) -> None:
    """End a grant: every use under it is denied from the next decision on; the first revocation counts."""
    hold(grant, "revoked_at")
    if grant.revoked_at is None:
        grant.revoked_at = at
        record_act("grant_revoked", {}, subject=f"grant:{grant.id}", by=by, at=at)


def _chosen_kinds(dataset: Dataset, kinds: Sequence[str], at: dt.datetime) -> "list[DataKind]":
    if not dataset.is_offered(at=at):
        raise DatasetWithdrawn
    chosen = [kind for kind in dataset.kinds if kind.slug in kinds]
    if not chosen or len(chosen) != len(set(kinds)):
        raise KindsNotOffered
    return chosen


def _record_filing(application: UseApplication, use: dict[str, Json], *, by: Actor, at: dt.datetime) -> None:
    checked: dict[str, Json] = {
        "pre_check": application.pre_check.value,
        "reasons": list(application.pre_check_reasons.split()),
    }
    record_act("application_filed", {**use, **checked}, subject=f"application:{application.id}", by=by, at=at)


def _hold_filed(application: UseApplication) -> None:
    hold(application, "state")
    if application.state != ApplicationState.FILED:
        raise ApplicationDecided
