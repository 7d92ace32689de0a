"""What a person's decisions permit, and every reason why they do not."""

import datetime as dt

import pytest

from consent.enums import ConsentAct, LegalGround, Objection, StopCategory
from consent.methods.permits import AskedPurpose, StopUse, judge
from consent.methods.states import ConsentEvent

NOON = dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
RELIEF = AskedPurpose(LegalGround.CONSENT, frozenset({2, 3}), frozenset({StopCategory.AI_TRAINING}))


def yes(*kinds: str, version: int = 3, at: dt.datetime = NOON) -> ConsentEvent:
    """Return a consent to ``kinds`` given and written down at ``at``."""
    return ConsentEvent(ConsentAct.GIVE, at, at, version, frozenset(kinds), NOON + 100 * HOUR)


def no(category: StopCategory, at: dt.datetime = NOON) -> StopUse:
    """Return a stop-use that stands from ``at``."""
    return StopUse(category, at, at)


def objections(
    purpose: AskedPurpose, *history: ConsentEvent, stops: tuple[StopUse, ...] = (), at: dt.datetime = NOON + HOUR
) -> tuple[Objection, ...]:
    """Return what stands against a use of the location at ``at``."""
    return judge(purpose, {"location"}, history=history, stop_uses=stops, at=at, known_at=at).objections


def test_consent_in_force_permits() -> None:
    assert objections(RELIEF, yes("location", "age_band")) == ()


def test_nothing_said_is_no() -> None:
    assert objections(RELIEF) == (Objection.NO_CONSENT,)


def test_kind_not_agreed_to_is_named() -> None:
    told = judge(RELIEF, {"location", "care"}, history=[yes("location")], stop_uses=[], at=NOON, known_at=NOON)
    assert (told.objections, told.missing_kinds) == ((Objection.KINDS_NOT_COVERED,), frozenset({"care"}))


def test_consent_to_a_narrower_earlier_version_does_not_count() -> None:
    assert objections(RELIEF, yes("location", version=1)) == (Objection.VERSION_NOT_ACCEPTED,)


@pytest.mark.parametrize("act", [ConsentAct.WITHDRAW, ConsentAct.REVOKE, ConsentAct.INVALIDATE])
def test_ended_consent_counts_from_its_instant(act: ConsentAct) -> None:
    end = ConsentEvent(act, NOON + HOUR, NOON + HOUR, 3)
    told = [
        objections(RELIEF, yes("location"), end, at=at)
        for at in (end.effective_at - dt.timedelta.resolution, end.effective_at)
    ]
    assert told == [(), (Objection.CONSENT_ENDED,)]


def test_consent_is_over_at_its_last_instant() -> None:
    assert objections(RELIEF, yes("location"), at=NOON + 100 * HOUR) == (Objection.CONSENT_ENDED,)


@pytest.mark.parametrize("category", [StopCategory.AI_TRAINING, StopCategory.EVERYTHING])
def test_stop_use_outranks_a_later_consent(category: StopCategory) -> None:
    assert objections(RELIEF, yes("location", at=NOON + HOUR), stops=(no(category),)) == (Objection.STOP_USE,)


def test_stop_use_of_another_category_is_no_objection() -> None:
    assert objections(RELIEF, yes("location"), stops=(no(StopCategory.INSURANCE),)) == ()


def test_lifted_stop_use_no_longer_stands() -> None:
    lifted = StopUse(StopCategory.AI_TRAINING, NOON, NOON, NOON + HOUR, NOON + HOUR)
    told = [objections(RELIEF, yes("location"), stops=(lifted,), at=at) for at in (NOON, NOON + HOUR)]
    assert told == [(Objection.STOP_USE,), ()]


def test_lifting_counts_from_its_writing_on() -> None:
    lifted = StopUse(StopCategory.AI_TRAINING, NOON, NOON, NOON + HOUR, NOON + 2 * HOUR)
    told = [lifted.stands(at=NOON + HOUR, known_at=known_at) for known_at in (NOON + HOUR, NOON + 2 * HOUR)]
    assert told == [True, False]


def test_stop_use_stands_against_a_statute_unless_the_law_overrides_it() -> None:
    ground = AskedPurpose(LegalGround.STATUTE, frozenset(), frozenset({StopCategory.AI_TRAINING}))
    above = AskedPurpose(LegalGround.STATUTE, frozenset(), ground.categories, overrides_stop_use=True)
    stops = (no(StopCategory.AI_TRAINING),)
    assert (objections(ground, stops=stops), objections(above, stops=stops)) == ((Objection.STOP_USE,), ())


def test_statute_asks_for_no_consent() -> None:
    assert objections(AskedPurpose(LegalGround.STATUTE, frozenset())) == ()


def test_answer_as_known_before_the_withdrawal_is_kept() -> None:
    history = [yes("location"), ConsentEvent(ConsentAct.WITHDRAW, NOON + HOUR, NOON + 2 * HOUR, 3)]
    at = NOON + HOUR
    told = [
        judge(RELIEF, {"location"}, history=history, stop_uses=[], at=at, known_at=known_at).is_permitted
        for known_at in (NOON + HOUR, NOON + 2 * HOUR)
    ]
    assert told == [True, False]
