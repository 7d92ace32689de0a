"""Use applications and grants: the machine's pre-check, the term, and what cannot be stored."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from data_platform.enums import ApplicationState, Denial, PreCheck
from data_platform.errors import ApplicationDecided, DatasetWithdrawn, KindsNotOffered, TermNotForward
from data_platform.models import Grant, GrantKind, UseApplication
from data_platform.queries.state import load_state
from data_platform.services.applications import deny_application, file_application, give_grant, revoke_grant
from data_platform.services.datasets import withdraw_dataset
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from tests.factories.accounts import actor_of
from tests.factories.consent import KINDS
from tests.factories.platform import FLOW, RELIEF, Platform

USE = ("lab", FLOW, RELIEF)


def apply(platform: Platform, *kinds: str) -> UseApplication:
    at = now()
    return file_application(
        organisation=platform.user,
        dataset=platform.dataset,
        purpose=platform.purpose,
        kinds=kinds or KINDS[:2],
        safeguards="Counted by station.",
        idea_id=None,
        by=actor_of(platform.officer, at=at),
        at=at,
    )


def test_pre_check_approves_what_a_rule_permits(database: Flask) -> None:
    asked = apply(Platform(has_grant=False))

    assert (asked.pre_check, asked.pre_check_reasons, asked.state) == (PreCheck.APPROVE, "", ApplicationState.FILED)


def test_pre_check_abstains_where_no_rule_speaks(database: Flask) -> None:
    asked = apply(Platform(has_rule=False, has_grant=False))

    assert (asked.pre_check, asked.pre_check_reasons) == (PreCheck.ABSTAIN, Denial.NO_RULE)


def test_application_for_kinds_that_are_not_offered_is_refused(database: Flask) -> None:
    platform = Platform(has_rule=False, has_grant=False)

    with pytest.raises(KindsNotOffered):
        apply(platform, KINDS[0], "care-level")


def test_application_for_a_withdrawn_dataset_is_refused(database: Flask) -> None:
    platform = Platform(has_rule=False, has_grant=False)
    withdraw_dataset(dataset=platform.dataset, by=None, at=now())

    with pytest.raises(DatasetWithdrawn):
        apply(platform)


def test_grant_holds_for_its_term_and_no_longer(database: Flask) -> None:
    grant = Platform(has_rule=False).grant
    assert grant is not None
    a_moment = dt.timedelta(microseconds=1)

    def granted(at: dt.datetime) -> bool:
        return USE in load_state(at=at, known_at=now()).state.grants

    assert [granted(at) for at in (grant.starts_at - a_moment, grant.starts_at)] == [False, True]
    assert [granted(at) for at in (grant.ends_at - a_moment, grant.ends_at)] == [True, False]


def test_state_tells_when_a_grant_ends(database: Flask) -> None:
    grant = Platform(has_rule=False).grant
    assert grant is not None

    assert load_state(at=now(), known_at=now()).changes_at == grant.ends_at


def test_revoked_grant_gives_nothing_and_was_there_before(database: Flask) -> None:
    platform = Platform(has_rule=False)
    assert platform.grant is not None
    before, at = now(), now()
    revoke_grant(grant=platform.grant, by=actor_of(platform.officer, at=at), at=at)
    db.session.commit()

    assert USE not in load_state(at=at, known_at=at).state.grants
    assert USE in load_state(at=before - dt.timedelta(seconds=1), known_at=at).state.grants
    kinds = select(LedgerPayload.kind).where(LedgerPayload.subject == f"grant:{platform.grant.id}")
    assert list(db.session.scalars(kinds)) == ["data_platform.grant_given", "data_platform.grant_revoked"]


def test_application_is_decided_once(database: Flask) -> None:
    platform = Platform(has_rule=False, has_grant=False)
    asked, at = apply(platform), now()
    by = actor_of(platform.officer, at=at)
    deny_application(application=asked, reason="Too wide.", by=by, at=at)

    with pytest.raises(ApplicationDecided):
        give_grant(application=asked, starts_at=at, ends_at=at + dt.timedelta(days=1), by=by, at=at)
    assert db.session.scalars(select(Grant)).all() == []


def test_grant_that_runs_backwards_is_refused(database: Flask) -> None:
    platform = Platform(has_rule=False, has_grant=False)
    asked, at = apply(platform), now()

    with pytest.raises(TermNotForward):
        give_grant(application=asked, starts_at=at, ends_at=at, by=actor_of(platform.officer, at=at), at=at)


def test_schema_grants_no_kind_that_was_not_applied_for(database: Flask) -> None:
    platform = Platform(has_rule=False, has_grant=False)
    grant = platform.grant_use(kinds=KINDS[:1])
    other = next(kind for kind in platform.dataset.kinds if kind.slug == KINDS[1])
    db.session.add(GrantKind(grant_id=grant.id, kind_id=other.id, application_id=grant.application_id))

    with pytest.raises(IntegrityError):
        db.session.flush()
