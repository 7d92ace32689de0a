"""Setting up a contest without code, and moving its dates on the record."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role
from contest.enums import Phase, WindowKind
from contest.models import Contest, PickSlot
from contest.queries.found import public_ideas_among
from foundations.database.clock import JST, now
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from tests.clients import PageClient
from tests.factories.contest import grant_role, make_contest, make_idea, make_person, sign_in

NAMES = ("title", "theme", "summary", "description", "eligibility", "rules")


@pytest.fixture
def clerk(client: PageClient, database: Flask) -> PageClient:
    """The secretariat's browser."""
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    sign_in(client, office)
    return client


def typed(at: dt.datetime) -> str:
    """An instant as the browser sends it: in Japan's time, to the minute."""
    return at.astimezone(JST).strftime("%Y-%m-%dT%H:%M")


def dates(start: dt.datetime, *days: int) -> dict[str, str]:
    """The six dates of a schedule, in days from ``start``."""
    names = [f"{kind}_{edge}" for kind in WindowKind for edge in ("opens", "closes")]
    return {name: typed(start + dt.timedelta(days=day)) for name, day in zip(names, days, strict=True)}


def test_contest_is_set_up_and_announced_without_code(clerk: PageClient) -> None:
    texts = {f"{name}_{tongue}": f"{name} {tongue}" for name in NAMES for tongue in ("ja", "en")}
    page = clerk.get("/contests/new")
    written = clerk.send(page, slug="night-2027", **texts, **dates(now(), 1, 10, 11, 20, 11, 25))
    setup = clerk.follow(written)
    refused = clerk.send(setup, to="/contests/night-2027/announcement")
    assert "Add at least one division" in clerk.page_of(refused, status=409).text
    PageClient(clerk.app).get("/contests/night-2027", status=404)
    division = clerk.get("/contests/night-2027/divisions/new")
    names = {"name_ja": "夜", "name_en": "Night", "description_ja": "夜", "description_en": "Night"}
    clerk.follow(clerk.send(division, slug="night", picks="2", quota="1", **names))
    anchors = {f"anchor_{points}_{tongue}": "…" for points in (1, 3, 5) for tongue in ("ja", "en")}
    criterion = clerk.get("/contests/night-2027/criteria/new")
    clerk.follow(clerk.send(criterion, weight="3", name_ja="効果", name_en="Effect", **anchors))
    award = clerk.get("/contests/night-2027/awards/new")
    setup = clerk.follow(clerk.send(award, name_ja="大賞", name_en="Grand prize"))
    clerk.follow(clerk.send(setup, to="/contests/night-2027/announcement"))
    assert PageClient(clerk.app).get("/contests/night-2027").heading == "title en"
    assert len(db.session.scalars(select(PickSlot)).all()) == 2


def test_two_contests_cannot_share_an_address(clerk: PageClient) -> None:
    make_contest(slug="taken")
    texts = {f"{name}_{tongue}": "…" for name in NAMES for tongue in ("ja", "en")}
    page = clerk.get("/contests/new")
    response = clerk.send(page, slug="taken", **texts, **dates(now(), 1, 10, 11, 20, 11, 25))
    assert "Another contest already uses this address" in clerk.page_of(response).text


def test_division_with_ideas_cannot_be_removed(clerk: PageClient) -> None:
    contest = make_contest(phase=Phase.ANNOUNCED)
    make_idea(contest)
    division_id, slug = contest.divisions[0].id, contest.slug
    setup = clerk.get(f"/contests/{slug}/set-up")
    response = clerk.send(setup, to=f"/contests/{slug}/divisions/{division_id}/removal")
    assert "cannot be removed" in clerk.page_of(response, status=409).text


def test_changed_dates_count_at_once_and_are_on_the_record(clerk: PageClient) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    slug = contest.slug
    page = clerk.get(f"/contests/{slug}/schedule")
    moved = dates(now(), -20, -10, -1, 5, -1, 9)
    clerk.follow(clerk.send(page, reason="台風のため", **moved))
    stored = db.session.scalars(select(Contest)).one()
    assert stored.phases_at(now()) == {Phase.VOTING, Phase.JUDGING}
    kinds = {payload.kind for payload in db.session.scalars(select(LedgerPayload))}
    assert kinds == {"contest.schedule_changed"}


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ((5, 1, 11, 20, 11, 25), "This must be later than the beginning"),
        ((1, 10, 8, 20, 11, 25), "Voting can begin only after"),
    ],
)
def test_schedule_that_runs_backwards_is_refused(clerk: PageClient, days: tuple[int, ...], message: str) -> None:
    slug = make_contest(phase=Phase.SUBMISSION).slug
    page = clerk.get(f"/contests/{slug}/schedule")
    response = clerk.send(page, reason="…", **dates(now(), *days))
    assert message in clerk.page_of(response).text


def test_dates_need_a_fresh_sign_in(client: PageClient, database: Flask) -> None:
    slug = make_contest(phase=Phase.SUBMISSION).slug
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    sign_in(client, office, at=now() - dt.timedelta(minutes=6))
    answer = client.get_raw(f"/contests/{slug}/schedule")
    assert answer.status_code == 303


def test_roles_of_another_contest_do_not_count(client: PageClient, database: Flask) -> None:
    mine, other = make_contest(), make_contest()
    office = make_person()
    grant_role(office, Role.SECRETARIAT, f"contest:{mine.id}")
    slug, foreign = mine.slug, other.slug
    sign_in(client, office)
    client.get(f"/contests/{slug}/desk")
    client.get(f"/contests/{foreign}/desk", status=403)


def test_phase_that_has_begun_cannot_begin_later(clerk: PageClient) -> None:
    slug = make_contest(phase=Phase.SUBMISSION).slug
    page = clerk.get(f"/contests/{slug}/schedule")
    response = clerk.send(page, reason="…", **dates(now(), 1, 10, 11, 20, 11, 25))
    assert "already begun" in clerk.page_of(response).text


def test_ideas_of_a_contest_that_is_not_announced_are_hidden(client: PageClient, database: Flask) -> None:
    contest = make_contest(phase=Phase.ANNOUNCED)
    idea = make_idea(contest)
    contest.announced_at = None
    db.session.commit()
    client.get(f"/ideas/{idea.id}", status=404)
    assert public_ideas_among([str(idea.id)]) == set()
