"""Publishing purposes: which version is in force when, and every refusal of one that is not whole or not honest."""

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask

from consent.enums import ChangeKind, NoticeLanguage
from consent.errors import ChangeUnderstated, PurposeNotInForce, SlugNotUsable, VersionIncomplete, VersionOutOfOrder
from consent.methods.versions import Extent, VersionFacts, accepted_numbers, least_change, number_in_force
from consent.queries.purposes import next_change, purpose_with_slug, purposes_in_force, version_in_force
from consent.services.purposes import notice_digest, publish_purpose_version, retire_purpose
from foundations.database.session import db
from foundations.refusal import Refusal
from tests.factories.consent import KINDS, make_kinds, make_purpose, text_of
from tests.factories.organisations import make_organisation

NOON = dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
WORDING, NARROWER, WIDER, FIRST = ChangeKind.WORDING, ChangeKind.NARROWER, ChangeKind.WIDER, ChangeKind.FIRST


def facts(*changes: ChangeKind) -> list[VersionFacts]:
    """Versions published and in force day by day."""
    return [
        VersionFacts(number, change, NOON + number * DAY, NOON + number * DAY)
        for number, change in enumerate(changes, 1)
    ]


@pytest.mark.parametrize(
    ("changes", "in_force", "accepted"),
    [
        ((FIRST,), 1, {1}),
        ((FIRST, WORDING, NARROWER), 3, {1, 2, 3}),
        ((FIRST, WORDING, WIDER, WORDING), 4, {3, 4}),
        ((FIRST, WORDING, WIDER, WORDING), 2, {1, 2}),
        ((FIRST, WIDER), 2, {2}),
    ],
)
def test_consents_count_until_a_version_asks_for_more(
    changes: tuple[ChangeKind, ...], in_force: int, accepted: set[int]
) -> None:
    assert accepted_numbers(facts(*changes), in_force) == accepted


def test_version_in_force_is_the_last_one_that_was_known() -> None:
    late = [*facts(FIRST), VersionFacts(2, WORDING, NOON + 3 * DAY, NOON + 5 * DAY)]
    told = [
        number_in_force(late, at=NOON + at * DAY, known_at=NOON + known * DAY)
        for at, known in ((0, 9), (1, 1), (5, 2), (5, 3), (4, 9))
    ]
    assert told == [None, 1, 1, 2, 1]


@pytest.mark.parametrize(
    ("kinds", "recipients", "least"),
    [("ab", "x", WORDING), ("a", "x", NARROWER), ("abc", "x", WIDER), ("ab", "xy", WIDER), ("ac", "x", WIDER)],
)
def test_change_is_at_least_what_it_does(kinds: str, recipients: str, least: ChangeKind) -> None:
    before = Extent(frozenset("ab"), frozenset("x"))
    assert least_change(before, Extent(frozenset(kinds), frozenset(recipients))) == least


def test_notices_are_kept_with_the_hash_of_what_is_served(database: Flask) -> None:
    version = make_purpose().versions[0]
    assert {notice.language for notice in version.notices} == set(NoticeLanguage)
    assert all(notice.digest == notice_digest(notice.text) for notice in version.notices)


def test_next_version_takes_force_on_its_day(database: Flask) -> None:
    purpose = make_purpose(at=NOON)
    text = text_of(recipients=purpose.versions[0].recipients, notice="anew", at=NOON)
    publish_purpose_version(
        slug=purpose.slug, text=text, change=WORDING, in_force_from=NOON + 2 * DAY, by=None, at=NOON + DAY
    )
    db.session.commit()
    purpose = purpose_with_slug(purpose.slug)  # type: ignore[assignment] # it is there
    in_force = [version_in_force(purpose, NOON + day * DAY) for day in (-1, 0, 1.999, 2)]
    assert [None if version is None else version.number for version in in_force] == [None, 1, 1, 2]
    assert next_change(NOON + DAY) == NOON + 2 * DAY


def test_purpose_without_a_ground_is_not_in_force(database: Flask) -> None:
    text = text_of(recipients=[make_organisation()], ground_until=NOON + DAY, at=NOON)
    make_purpose(text=text, at=NOON)
    assert [len(purposes_in_force(NOON + day * DAY)) for day in (0, 0.999, 1)] == [1, 1, 0]
    assert next_change(NOON) == NOON + DAY


@pytest.fixture
def refused(database: Flask) -> dict[str, object]:
    """A purpose in force since noon, as arguments for its next version, which take force a day later."""
    purpose = make_purpose(at=NOON)
    text = text_of(recipients=purpose.versions[0].recipients, notice="anew", at=NOON)
    return {
        "slug": purpose.slug,
        "text": text,
        "change": WORDING,
        "in_force_from": NOON + DAY,
        "by": None,
        "at": NOON + DAY,
    }


@pytest.mark.parametrize(
    "slug", ["", "a", "Uses", "uses", "receipts", "exports", "stop-uses", "über", "a b", "-ab", "a" * 61]
)
def test_name_that_is_no_address_is_refused(refused: dict[str, object], slug: str) -> None:
    with pytest.raises(SlugNotUsable):
        publish_purpose_version(**refused | {"slug": slug})  # type: ignore[arg-type] # a table of arguments


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kinds": ()}, VersionIncomplete),
        ({"kinds": ("location", "unheard-of")}, VersionIncomplete),
        ({"recipients": ()}, VersionIncomplete),
        ({"lasts_days": 0}, VersionIncomplete),
        ({"notices": {NoticeLanguage.JAPANESE: "だけ"}}, VersionIncomplete),
        ({"notices": dict.fromkeys(NoticeLanguage, " ")}, VersionIncomplete),
        ({"kinds": KINDS}, ChangeUnderstated),
        ({"kinds": KINDS[:1]}, ChangeUnderstated),
    ],
)
def test_version_that_is_not_whole_or_not_honest_is_refused(
    refused: dict[str, object], changes: dict[str, object], refusal: type[Refusal]
) -> None:
    text = replace(refused["text"], **changes)  # type: ignore[type-var] # a table of arguments
    with pytest.raises(refusal):
        publish_purpose_version(**refused | {"text": text})  # type: ignore[arg-type] # as above


@pytest.mark.parametrize("change", [FIRST, WIDER, NARROWER])
def test_version_may_be_called_more_than_it_is_but_never_the_first_again(
    refused: dict[str, object], change: ChangeKind
) -> None:
    if change == FIRST:
        with pytest.raises(ChangeUnderstated):
            publish_purpose_version(**refused | {"change": change})  # type: ignore[arg-type] # as above
    else:
        assert publish_purpose_version(**refused | {"change": change}).number == 2  # type: ignore[arg-type] # as above


def test_first_version_must_be_called_so(database: Flask) -> None:
    make_kinds(*KINDS)
    with pytest.raises(ChangeUnderstated):
        publish_purpose_version(
            slug="new-one",
            text=text_of(recipients=[make_organisation()]),
            change=WIDER,
            in_force_from=NOON,
            by=None,
            at=NOON,
        )


@pytest.mark.parametrize(("at", "in_force_from"), [(2, 1), (-2, -1)])
def test_version_in_the_past_or_before_the_last_is_refused(
    refused: dict[str, object], at: int, in_force_from: int
) -> None:
    with pytest.raises(VersionOutOfOrder):
        publish_purpose_version(**refused | {"at": NOON + at * DAY, "in_force_from": NOON + in_force_from * DAY})  # type: ignore[arg-type] # as above


def test_retired_purpose_gets_no_version_and_stays_retired(refused: dict[str, object]) -> None:
    purpose = purpose_with_slug(str(refused["slug"]))
    assert purpose is not None
    retire_purpose(purpose=purpose, by=None, at=NOON)
    retire_purpose(purpose=purpose, by=None, at=NOON + DAY)
    db.session.commit()
    assert purpose.retired_at == NOON
    with pytest.raises(PurposeNotInForce):
        publish_purpose_version(**refused)  # type: ignore[arg-type] # as above
