"""What a contest is made of: what may change in which phase, and what of it is on the record."""

import json
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.enums import Role
from accounts.methods import Actor
from contest.enums import Action, PartKind, Phase
from contest.errors import CriterionInUse, LastPart, PartsFixed
from contest.methods.phases import ADDING, PERMITTED, REMOVING
from contest.models import Award, Contest, Criterion, Division, PickSlot, Score, ScoreSheet
from contest.services import parts
from contest.services.contests import announce_contest
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from tests.clients import PageClient
from tests.factories.accounts import actor_of, grant_role, make_person, sign_in
from tests.factories.contest import make_award, make_contest, make_criterion, make_idea

DIVISION = dict.fromkeys(("name_ja", "name_en", "description_ja", "description_en"), "…")
CRITERION = {
    f"{name}_{tongue}": "…" for name in ("name", "anchor_1", "anchor_3", "anchor_5") for tongue in ("ja", "en")
}
AWARD = {"name_ja": "大賞", "name_en": "Grand prize"}
BEFORE_CALL = frozenset({Phase.ANNOUNCED})
UNTIL_VOTING = BEFORE_CALL | {Phase.SUBMISSION, Phase.INTERVAL}
ADD: dict[PartKind, Callable[[Contest, Actor], object]] = {
    PartKind.DIVISIONS: lambda contest, by: parts.add_division(
        contest=contest, slug="night", texts=DIVISION, quota=1, picks=2, by=by
    ),
    PartKind.CRITERIA: lambda contest, by: parts.add_criterion(contest=contest, texts=CRITERION, weight=1, by=by),
    PartKind.AWARDS: lambda contest, by: parts.add_award(contest=contest, texts=AWARD, division_id=None, by=by),
}


@pytest.fixture
def office(database: Flask) -> Actor:
    """The secretariat."""
    return actor_of(make_person())


def recorded() -> list[tuple[str, dict[str, object]]]:
    """The acts on the record, each with the part it names."""
    db.session.commit()
    entries = db.session.scalars(select(LedgerPayload).order_by(LedgerPayload.leaf_index))
    return [(entry.kind, json.loads(entry.text)["payload"].get("part")) for entry in entries]


def test_table_of_changes() -> None:
    allowed = {kind: (PERMITTED[ADDING[kind]][0], PERMITTED[REMOVING[kind]][0]) for kind in PartKind}
    assert allowed == {
        PartKind.DIVISIONS: (BEFORE_CALL, BEFORE_CALL),
        PartKind.CRITERIA: (BEFORE_CALL, BEFORE_CALL),
        PartKind.AWARDS: (UNTIL_VOTING, BEFORE_CALL),
    }


@pytest.mark.parametrize("phase", Phase)
def test_parts_change_only_in_the_phases_of_the_table(office: Actor, phase: Phase) -> None:
    contest = make_contest(phase=phase)
    make_criterion(contest)
    going: dict[PartKind, parts.Part] = {
        PartKind.DIVISIONS: contest.divisions[1],
        PartKind.CRITERIA: make_criterion(contest),
        PartKind.AWARDS: make_award(contest),
    }
    for kind in PartKind:
        changes: dict[Action, Callable[[], object]] = {
            ADDING[kind]: partial(ADD[kind], contest, office),
            REMOVING[kind]: partial(parts.remove_part, contest=contest, part=going[kind], by=office),
        }
        for action, change in changes.items():
            if phase in PERMITTED[action][0]:
                change()
                continue
            with pytest.raises(PartsFixed):
                change()


def test_changes_after_the_announcement_are_on_the_record(office: Actor) -> None:
    contest = make_contest(phase=Phase.ANNOUNCED)
    division = parts.add_division(contest=contest, slug="night", texts=DIVISION, quota=1, picks=2, by=office)
    number = division.id
    parts.remove_part(contest=contest, part=division, by=office)
    what = {"kind": "divisions", "id": number, "name": ["…", "…"], "slug": "night", "picks": 2, "quota": 1}
    assert recorded() == [("contest.part_added", what), ("contest.part_removed", what)]
    assert db.session.scalar(select(func.count()).where(PickSlot.division_id == number)) == 0


def test_set_up_is_bound_when_it_is_announced_and_not_before(office: Actor) -> None:
    contest = make_contest(phase=Phase.ANNOUNCED, divisions=1, is_announced=False)
    make_criterion(contest, weight=3)
    ADD[PartKind.AWARDS](contest, office)
    assert recorded() == []
    announce_contest(contest=contest, by=office)
    db.session.commit()
    [text] = db.session.scalars(select(LedgerPayload.text))
    bound = [(part["kind"], part.get("picks"), part.get("weight")) for part in json.loads(text)["payload"]["parts"]]
    assert bound == [("divisions", 3, None), ("criteria", None, 3), ("awards", None, None)]


def test_announced_contest_keeps_a_division_and_a_criterion(office: Actor) -> None:
    contest = make_contest(phase=Phase.ANNOUNCED, divisions=1)
    for part in (contest.divisions[0], make_criterion(contest)):
        with pytest.raises(LastPart):
            parts.remove_part(contest=contest, part=part, by=office)
    contest.announced_at = None
    db.session.commit()
    parts.remove_part(contest=contest, part=contest.divisions[0], by=office)
    db.session.commit()
    assert db.session.scalars(select(Division)).all() == []


def test_criterion_by_which_judges_scored_stays(office: Actor) -> None:
    contest = make_contest(phase=Phase.ANNOUNCED)
    kept, used = make_criterion(contest), make_criterion(contest)
    sheet = ScoreSheet(judge_id=make_person().id, idea_id=make_idea(contest).id, saved_at=now())
    sheet.scores = [Score(criterion_id=used.id, points=3, reason="…")]
    db.session.add(sheet)
    db.session.commit()
    with pytest.raises(CriterionInUse):
        parts.remove_part(contest=contest, part=used, by=office)
    parts.remove_part(contest=contest, part=kept, by=office)
    assert db.session.scalars(select(Criterion)).all() == [used]


def test_secretariat_is_told_what_is_fixed(client: PageClient, database: Flask) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    make_criterion(contest)
    person, slug = make_person(), contest.slug
    grant_role(person, Role.SECRETARIAT)
    sign_in(client, person)
    setup = client.get(f"/contests/{slug}/set-up")
    assert "Add an award" in setup.text
    assert "Add a division" not in setup.text
    assert "Remove" not in setup.text
    assert "Divisions and criteria are fixed" in client.get(f"/contests/{slug}/divisions/new", status=409).text
    client.follow(client.send(client.get(f"/contests/{slug}/awards/new"), **AWARD))
    assert db.session.scalars(select(Award.name_en)).all() == ["Grand prize"]
