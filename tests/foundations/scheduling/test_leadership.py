"""One process holds the lease; another gets it when it has run out or was given up."""

import datetime as dt

import pytest

from foundations.database.session import db
from foundations.scheduling.leadership import LEASE, give_up_lease, name_of_this_process, take_lease

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("own_app")]

NOON = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)
MOMENT = dt.timedelta(seconds=1)


def take(holder: str, at: dt.datetime) -> bool:
    has_it = take_lease(db.session(), holder, at)
    db.session.commit()
    return has_it


def test_the_first_to_come_holds_the_lease_alone() -> None:
    assert [take("one", NOON), take("two", NOON), take("one", NOON)] == [True, False, True]


def test_a_lease_is_taken_over_when_it_runs_out_and_not_before() -> None:
    take("one", NOON)

    assert not take("two", NOON + LEASE - MOMENT)
    assert take("two", NOON + LEASE)
    assert not take("one", NOON + LEASE)


def test_a_renewed_lease_lasts_from_the_renewal() -> None:
    take("one", NOON)
    take("one", NOON + LEASE / 2)

    assert not take("two", NOON + LEASE)


def test_a_lease_given_up_can_be_taken_at_once() -> None:
    take("one", NOON)
    give_up_lease(db.session(), "two")
    assert not take("two", NOON)

    give_up_lease(db.session(), "one")

    assert take("two", NOON)


def test_no_two_processes_have_one_name() -> None:
    assert name_of_this_process() != name_of_this_process()
