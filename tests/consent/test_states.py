"""A consent's life, against a plain model that only keeps what was done."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.enums import ConsentAct, ConsentState
from consent.errors import ConsentActNotPossible
from consent.methods.states import MOVES, PERMITTING, ConsentEvent, ConsentStanding, check_move, standing_at

START = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
HOURS = st.integers(min_value=0, max_value=48).map(lambda hours: START + dt.timedelta(hours=hours))


def event(act: ConsentAct, hour: int = 0, *, recorded: int | None = None, until: int | None = None) -> ConsentEvent:
    """Return an event that counts from ``hour`` and was written down at ``recorded``, by default at once."""
    return ConsentEvent(
        act,
        START + dt.timedelta(hours=hour),
        START + dt.timedelta(hours=hour if recorded is None else recorded),
        version=1,
        kinds=frozenset({"location"}),
        valid_until=None if until is None else START + dt.timedelta(hours=until),
    )


def state_at(history: list[ConsentEvent], hour: int, *, known: int = 1000) -> ConsentState:
    """Return the state at ``hour`` as known at ``known``."""
    at, known_at = START + dt.timedelta(hours=hour), START + dt.timedelta(hours=known)
    return standing_at(history, at=at, known_at=known_at).state


def test_only_given_and_renewed_permit() -> None:
    assert {ConsentState.GIVEN, ConsentState.RENEWED} == PERMITTING


def test_every_act_is_possible_from_exactly_the_listed_states() -> None:
    for act in ConsentAct:
        for state in ConsentState:
            standing = ConsentStanding(state)
            if state in MOVES[act][0]:
                check_move(standing, act)
            else:
                with pytest.raises(ConsentActNotPossible):
                    check_move(standing, act)


def test_second_withdrawal_is_refused() -> None:
    history = [event(ConsentAct.GIVE), event(ConsentAct.WITHDRAW, 1)]
    standing = standing_at(history, at=START + dt.timedelta(hours=2), known_at=START + dt.timedelta(hours=2))
    with pytest.raises(ConsentActNotPossible) as refused:
        check_move(standing, ConsentAct.WITHDRAW)
    assert refused.value.details == {"act": ConsentAct.WITHDRAW, "state": ConsentState.WITHDRAWN}


def test_consent_expires_by_its_date_without_anything_being_written() -> None:
    history = [event(ConsentAct.GIVE, until=24)]
    assert [state_at(history, hour) for hour in (23, 24)] == [ConsentState.GIVEN, ConsentState.EXPIRED]


def test_expired_consent_can_be_renewed() -> None:
    history = [event(ConsentAct.GIVE, until=24), event(ConsentAct.RENEW, 30, until=60)]
    assert [state_at(history, hour) for hour in (29, 30, 60)] == [
        ConsentState.EXPIRED,
        ConsentState.RENEWED,
        ConsentState.EXPIRED,
    ]


def test_paper_counts_from_its_date_and_is_known_from_its_writing() -> None:
    history = [event(ConsentAct.GIVE, 10, recorded=20)]
    assert state_at(history, 15, known=19) == ConsentState.UNKNOWN
    assert state_at(history, 15, known=20) == ConsentState.GIVEN


def test_late_paper_does_not_undo_a_later_withdrawal() -> None:
    history = [event(ConsentAct.WITHDRAW, 15), event(ConsentAct.GIVE, 10, recorded=20)]
    assert state_at(history, 25) == ConsentState.WITHDRAWN


def test_withdrawal_at_the_instant_of_giving_counts() -> None:
    assert state_at([event(ConsentAct.GIVE, 5), event(ConsentAct.WITHDRAW, 5)], 5) == ConsentState.WITHDRAWN


@given(st.lists(st.tuples(st.sampled_from(ConsentAct), HOURS, HOURS)), HOURS, HOURS)
def test_what_is_written_later_never_changes_what_was_known(
    acts: list[tuple[ConsentAct, dt.datetime, dt.datetime]], at: dt.datetime, known_at: dt.datetime
) -> None:
    history = [ConsentEvent(act, effective, recorded, version=1) for act, effective, recorded in acts]
    known = [one for one in history if one.recorded_at <= known_at]
    assert standing_at(history, at=at, known_at=known_at) == standing_at(
        known, at=at, known_at=START.max.replace(tzinfo=dt.UTC)
    )
