"""Judging, awards and release, by page and by service."""

import itertools

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role, contest_scope
from accounts.models import Person
from contest.enums import ConflictKind, IdeaState, Phase
from contest.errors import AlreadyReleased, InConflict, ScoresIncomplete, ScoresLocked
from contest.models import Award, Conflict, Contest, Criterion, Idea, IdeaResult, Score, ScoreSheet
from contest.services import judging
from contest.services.judging import Line
from contest.services.results import release_results
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from tests.clients import PageClient
from tests.factories.contest import (
    actor_of,
    grant_role,
    make_award,
    make_contest,
    make_criterion,
    make_idea,
    make_person,
    sign_in,
)


def make_judge(contest: Contest) -> Person:
    """A judge of the contest."""
    judge = make_person()
    grant_role(judge, Role.JUDGE, contest_scope(contest.id))
    return judge


def full_lines(points: int = 4) -> dict[int, Line]:
    """A whole sheet with the same points everywhere."""
    return {key: Line(points, "よく調べてある。") for key in db.session.scalars(select(Criterion.id))}


@pytest.fixture
def contest(database: Flask) -> Contest:
    """A contest in judging with a rubric of two lines."""
    made = make_contest(phase=Phase.JUDGING)
    make_criterion(made, weight=3)
    make_criterion(made, weight=1)
    return made


def test_judge_saves_goes_on_and_hands_in(client: PageClient, contest: Contest) -> None:
    idea, judge = make_idea(contest), make_judge(contest)
    first, second = db.session.scalars(select(Criterion.id).order_by(Criterion.position))
    address, slug = f"/ideas/{idea.id}/score-sheet", contest.slug
    sign_in(client, judge)
    assert idea.title in client.get(f"/contests/{slug}/judging").text
    page = client.get(address)
    half = {f"points_{first}": "5", f"reason_{first}": "切実さがよく分かる。"}
    client.follow(client.send(page, to=address, **half))
    refused = client.page_of(client.send(client.get(address), to=address, hand_in="1"))
    assert "Choose 1 to 5 points" in refused.text
    rest = {f"points_{second}": "2", f"reason_{second}": "費用が見えない。"}
    client.follow(client.send(client.get(address), to=address, hand_in="1", **rest))
    sheet = db.session.scalars(select(ScoreSheet)).one()
    assert sheet.is_locked
    assert {(score.criterion_id, score.points) for score in sheet.scores} == {(first, 5), (second, 2)}
    assert "can no longer be changed" in client.get(address).text


def test_same_sheet_sent_ten_times_is_handed_in_once(client: PageClient, contest: Contest) -> None:
    idea, judge = make_idea(contest), make_judge(contest)
    address = f"/ideas/{idea.id}/score-sheet"
    sign_in(client, judge)
    page = client.get(address)
    lines = {f"points_{key}": "4" for key in full_lines()} | {f"reason_{key}": "よい。" for key in full_lines()}
    answers = [client.send(page, to=address, hand_in="1", **lines) for _ in range(10)]
    assert {(answer.status_code, answer.headers["Location"], answer.data) for answer in answers} == {
        (303, answers[0].headers["Location"], answers[0].data)
    }
    kinds = list(db.session.scalars(select(LedgerPayload.kind)))
    assert kinds == ["contest.scores_handed_in"]


def test_refused_hand_in_keeps_the_lines_that_are_whole(client: PageClient, contest: Contest) -> None:
    idea, judge = make_idea(contest), make_judge(contest)
    first, _second = db.session.scalars(select(Criterion.id).order_by(Criterion.position))
    address = f"/ideas/{idea.id}/score-sheet"
    sign_in(client, judge)
    half = {f"points_{first}": "3", f"reason_{first}": "ふつう。", "hand_in": "1"}
    client.page_of(client.send(client.get(address), to=address, **half))
    assert db.session.scalars(select(Score.points)).all() == [3]


def test_locked_sheet_cannot_change(contest: Contest) -> None:
    idea, judge = make_idea(contest), actor_of(make_judge(contest))
    judging.hand_in_scores(idea=idea, lines=full_lines(), by=judge)
    for act in (judging.save_scores, judging.hand_in_scores):
        with pytest.raises(ScoresLocked):
            act(idea=idea, lines=full_lines(1), by=judge)
    with pytest.raises(ScoresLocked):
        judging.declare_conflict(idea=idea, kind=ConflictKind.FAMILY, by=judge)


def test_incomplete_sheet_cannot_be_handed_in(contest: Contest) -> None:
    idea, judge = make_idea(contest), actor_of(make_judge(contest))
    lines = dict(itertools.islice(full_lines().items(), 1))
    with pytest.raises(ScoresIncomplete):
        judging.hand_in_scores(idea=idea, lines=lines, by=judge)


def test_conflict_bars_from_scoring_and_removes_what_was_begun(client: PageClient, contest: Contest) -> None:
    idea, judge = make_idea(contest), make_judge(contest)
    judging.save_scores(idea=idea, lines=full_lines(), by=actor_of(judge))
    db.session.commit()
    address = f"/ideas/{idea.id}"
    sign_in(client, judge)
    page = client.get(f"{address}/conflict")
    client.follow(client.send(page, kind="same_body"))
    assert db.session.scalars(select(Conflict.kind)).all() == ["same_body"]
    assert db.session.scalars(select(Score)).all() == []
    client.get(f"{address}/score-sheet", status=404)
    with pytest.raises(InConflict):
        judging.save_scores(idea=idea, lines=full_lines(), by=actor_of(judge))


def test_judges_do_not_see_each_other(client: PageClient, contest: Contest) -> None:
    idea, one, other = make_idea(contest), make_judge(contest), make_judge(contest)
    lines = {key: Line(1, "とても厳しい意見") for key in full_lines()}
    judging.hand_in_scores(idea=idea, lines=lines, by=actor_of(one))
    db.session.commit()
    address, slug = f"/ideas/{idea.id}/score-sheet", contest.slug
    sign_in(client, other)
    for path in (address, f"/contests/{slug}/judging", f"/ideas/{idea.id}"):
        assert "とても厳しい意見" not in client.get_raw(path).text


def test_awards_are_decided_in_private_and_published_at_once(client: PageClient, database: Flask) -> None:
    contest = make_contest(phase=Phase.DECISION)
    winner, other = make_idea(contest), make_idea(contest)
    given, withheld = make_award(contest), make_award(contest)
    office = make_person()
    grant_role(office, Role.SECRETARIAT, contest_scope(contest.id))
    slug, addresses = contest.slug, [f"/contests/{contest.slug}/awards/{award.id}" for award in (given, withheld)]
    sign_in(client, office)
    overview = client.get(f"/contests/{slug}/awards")
    early = client.send(overview, to=f"/contests/{slug}/release")
    assert "2 still open" in client.page_of(early, status=409).text
    client.page_of(client.send(client.get(addresses[0]), idea=str(winner.id), explanation=""))
    client.follow(client.send(client.get(addresses[0]), idea=str(winner.id), explanation="夜道が変わるから。"))
    client.follow(client.send(client.get(addresses[1]), idea="0", explanation="基準に達した提案がなかったため。"))
    visitor = PageClient(client.app)
    visitor.get(f"/contests/{slug}/results", status=404)
    visitor.get(f"/ideas/{winner.id}/result", status=404)
    assert "夜道" not in visitor.get(f"/contests/{slug}").text
    overview = client.get(f"/contests/{slug}/awards")
    shown = client.follow(client.send(overview, to=f"/contests/{slug}/release"))
    assert "夜道が変わるから。" in shown.text
    assert "基準に達した提案がなかったため。" in visitor.get(f"/contests/{slug}/results").text
    assert visitor.get(f"/ideas/{other.id}/result").heading == f"Result: {other.title}"
    assert len(db.session.scalars(select(IdeaResult)).all()) == 2
    assert db.session.scalars(select(Contest.released_at)).one() is not None


def test_one_idea_wins_one_award(client: PageClient, database: Flask) -> None:
    contest = make_contest(phase=Phase.DECISION)
    idea, first, second = make_idea(contest), make_award(contest), make_award(contest)
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    addresses = [f"/contests/{contest.slug}/awards/{award.id}" for award in (first, second)]
    sign_in(client, office)
    typed = {"idea": str(idea.id), "explanation": "よい。"}
    client.follow(client.send(client.get(addresses[0]), **typed))
    again = client.page_of(client.send(client.get(addresses[1]), **typed))
    assert "already has an award" in again.text
    assert len(db.session.scalars(select(Award.idea_id).where(Award.idea_id.is_not(None))).all()) == 1


def test_own_idea_cannot_be_scored(client: PageClient, contest: Contest) -> None:
    judge = make_judge(contest)
    idea = make_idea(contest, author=judge)
    sign_in(client, judge)
    page = client.get(f"/ideas/{idea.id}/score-sheet")
    assert page.heading.startswith("Score sheet")
    assert client.get_raw(f"/ideas/{idea.id}/conflict").status_code == 403
    assert db.session.scalars(select(Idea)).one().author_id == judge.id


def test_award_of_an_idea_that_is_public_no_longer_holds_the_release_back(client: PageClient, database: Flask) -> None:
    contest = make_contest(phase=Phase.DECISION)
    idea, award = make_idea(contest), make_award(contest)
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    slug, address = contest.slug, f"/contests/{contest.slug}/awards/{award.id}"
    sign_in(client, office)
    client.follow(client.send(client.get(address), idea=str(idea.id), explanation="よい。"))
    idea.state = IdeaState.REFUSED
    db.session.commit()
    early = client.send(client.get(f"/contests/{slug}/awards"), to=f"/contests/{slug}/release")
    assert "1 still open" in client.page_of(early, status=409).text


def test_nothing_is_decided_after_the_release(client: PageClient, database: Flask) -> None:
    contest = make_contest(phase=Phase.DECISION)
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    slug = contest.slug
    sign_in(client, office)
    page = client.get(f"/contests/{slug}/awards")
    client.follow(client.send(page, to=f"/contests/{slug}/release"))
    client.page_of(client.send(page, to=f"/contests/{slug}/release", idempotency_key="again"), status=403)
    with pytest.raises(AlreadyReleased):
        release_results(contest=db.session.scalars(select(Contest)).one(), by=actor_of(office))


def test_counts_are_opened_once_on_the_record_and_hold_the_dates(client: PageClient, database: Flask) -> None:
    contest = make_contest(phase=Phase.CLOSED)
    make_idea(contest)
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    slug = contest.slug
    sign_in(client, office)
    client.get(f"/contests/{slug}/awards", status=403)
    asked = client.get(f"/contests/{slug}/count")
    shown = client.follow(client.send(asked))
    assert shown.heading == "Decide the awards"
    again = client.send(asked, idempotency_key="another")
    assert again.headers["Location"] == f"/contests/{slug}/awards"
    kinds = [payload.kind for payload in db.session.scalars(select(LedgerPayload))]
    assert kinds == ["contest.counts_opened"]
    assert "The counts were opened on" in client.get(f"/contests/{slug}/schedule", status=409).text


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.PAUSE, Phase.JUDGING])
def test_counts_stay_closed_while_a_phase_is_open_or_to_come(client: PageClient, database: Flask, phase: Phase) -> None:
    contest = make_contest(phase=phase)
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    slug = contest.slug
    sign_in(client, office)
    fields = {"csrf_token": client.form_token()}
    refused = client.page_of(client.post_raw(f"/contests/{slug}/count", fields), 409)
    assert "can be opened only when voting and judging have closed" in refused.text
    assert db.session.scalars(select(Contest.counts_opened_at)).one() is None
