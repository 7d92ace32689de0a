"""Asking somebody to judge, the answer, how far judges are, and the end of an office."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from accounts.enums import Role, contest_scope
from accounts.models import Person, RoleGrant
from contest.enums import ConflictKind, IdeaState, InvitationState, Phase
from contest.errors import AlreadyInvited, InvitationClosed, TermTooShort
from contest.models import Conflict, Contest, JudgeInvitation, ScoreSheet
from contest.queries.judges import judges_of
from contest.services.judges import accept_invitation, forget_invitations, invite_judge
from foundations.database.clock import day_in_japan, now
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from foundations.mail.models import OutgoingMail
from foundations.web.unit_of_work import refusal_for
from tests.clients import Page, PageClient
from tests.factories.contest import (
    actor_of,
    grant_role,
    make_contest,
    make_idea,
    make_invitation,
    make_person,
    sign_in,
)
from tests.front_door.test_home import Counting

JUDGES = "/contests/night/judges"


@pytest.fixture
def contest(database: Flask) -> Contest:
    """A contest that is being judged."""
    return make_contest(phase=Phase.JUDGING, slug="night")


@pytest.fixture
def clerk(client: PageClient, contest: Contest) -> PageClient:
    """The browser of the contest's secretariat."""
    office = make_person()
    grant_role(office, Role.SECRETARIAT, contest_scope(contest.id))
    sign_in(client, office)
    return client


def browser_of(client: PageClient, person: Person) -> PageClient:
    """Another browser, in which the person is signed in."""
    other = PageClient(client.app)
    sign_in(other, person)
    return other


def invite(clerk: PageClient, email: str) -> Page:
    """Send the form of the judges' page."""
    return clerk.follow(clerk.send(clerk.get(JUDGES), to=JUDGES, email=email))


def rows_of(page: Page) -> list[list[str]]:
    """The cells of the table of judges."""
    return [["".join(cell.itertext()).strip() for cell in row] for row in page.root.findall(".//main//tbody/tr")]


def test_judge_is_asked_accepts_and_scores(clerk: PageClient, contest: Contest) -> None:
    idea, judge, contest_id = make_idea(contest).id, make_person(name="Aoi"), contest.id
    assert judge.address in invite(clerk, judge.address.upper().replace("EXAMPLE.JP", "example.jp")).text.lower()
    mail = db.session.scalars(select(OutgoingMail)).one()
    invitation = db.session.scalars(select(JudgeInvitation)).one()
    address = f"/judge-invitations/{invitation.id}"
    assert address in mail.body
    assert db.session.scalars(select(RoleGrant).where(RoleGrant.role == Role.JUDGE)).all() == []

    chosen = browser_of(clerk, judge)
    page = chosen.get(address)
    answer = chosen.send(page, to=f"{address}/acceptance")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/contests/night/judging")
    assert chosen.get_raw("/contests/night/judging").status_code == 303  # who gains an office signs in again
    sign_in(chosen, judge)
    chosen.get(f"/ideas/{idea}/score-sheet")
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.role == Role.JUDGE)).one()
    assert (grant.scope, grant.granted_by_id) == (contest_scope(contest_id), invitation.invited_by_id)
    assert [row[:3] for row in rows_of(clerk.get(JUDGES))] == [["Aoi", "In office", "0 of 1"]]


def test_answer_is_the_same_whether_or_not_the_address_is_registered(clerk: PageClient) -> None:
    known = make_person(language="en").address
    answers = []
    for email in (known, "nobody@example.jp"):
        page = clerk.get(JUDGES)
        response = clerk.send(page, to=JUDGES, email=email)
        shown = clerk.follow(response)
        answers.append((response.status_code, response.headers["Location"], shown.text.count(email)))

    assert answers[0] == answers[1]
    mails = db.session.execute(select(OutgoingMail.recipient)).scalars().all()
    assert sorted(mails) == sorted([known, "nobody@example.jp"])


def test_invitation_opens_for_its_address_alone(clerk: PageClient, contest: Contest) -> None:
    invited, unconfirmed = make_person(), make_person(is_confirmed=False)
    own, other = make_invitation(contest, invited), make_invitation(contest, unconfirmed)
    path = f"/judge-invitations/{own.id}"

    assert PageClient(clerk.app).get_raw(path).status_code == 303
    browser_of(clerk, make_person()).get(path, status=404)
    clerk.get(path, status=404)
    browser_of(clerk, unconfirmed).get(f"/judge-invitations/{other.id}", status=404)
    browser_of(clerk, invited).get(path)


def test_invitation_waits_on_ones_own_page_and_can_be_declined(clerk: PageClient, contest: Contest) -> None:
    invited = make_person()
    path = f"/judge-invitations/{make_invitation(contest, invited).id}"
    chosen = browser_of(clerk, invited)

    chosen.follow(chosen.send(chosen.get(path), to=f"{path}/refusal"))

    assert db.session.scalars(select(JudgeInvitation.state)).all() == [InvitationState.DECLINED]
    assert chosen.get(path).root.find(".//main//form") is None
    assert "Invitations without an answer" not in clerk.get(JUDGES).text


def test_withdrawn_invitation_cannot_be_accepted(clerk: PageClient, contest: Contest) -> None:
    invited = make_person()
    invitation = make_invitation(contest, invited)
    page = clerk.get(JUDGES)

    clerk.follow(clerk.send(page, to=f"/judge-invitations/{invitation.id}/cancellation"))

    with pytest.raises(InvitationClosed):
        accept_invitation(invitation=invitation, by=actor_of(invited))


def test_secretariat_cannot_judge_the_contest_it_runs(client: PageClient, contest: Contest) -> None:
    office = make_person()
    grant_role(office, Role.SECRETARIAT, contest_scope(contest.id))
    path = f"/judge-invitations/{make_invitation(contest, office).id}"
    sign_in(client, office)

    assert "You hold another office" in client.get(path).text
    assert client.post_raw(f"{path}/acceptance", {"csrf_token": client.form_token()}).status_code == 403


@pytest.mark.parametrize("phase", [Phase.DECISION, Phase.RELEASED])
def test_nobody_becomes_a_judge_once_the_counts_are_open(database: Flask, phase: Phase) -> None:
    contest, invited = make_contest(phase=phase), make_person()
    invitation = make_invitation(contest, invited)
    invitation.ends_at = now() + dt.timedelta(days=9)

    with pytest.raises(InvitationClosed):
        accept_invitation(invitation=invitation, by=actor_of(invited))


def test_term_cannot_end_before_the_vote_and_the_judging(contest: Contest) -> None:
    closing = day_in_japan(max(window.closes_at for window in contest.windows))

    with pytest.raises(TermTooShort):
        invite_judge(
            contest=contest,
            address="a@example.jp",
            last_day=closing - dt.timedelta(days=2),
            by=actor_of(make_person()),
        )


def test_second_open_invitation_to_an_address_is_refused_by_the_schema(clerk: PageClient, contest: Contest) -> None:
    invited = make_person()
    make_invitation(contest, invited)
    refused = clerk.page_of(clerk.send(clerk.get(JUDGES), to=JUDGES, email=invited.address))

    assert "waits for an answer" in refused.text
    with pytest.raises(IntegrityError) as error:
        make_invitation(contest, invited)
    db.session.rollback()
    assert isinstance(refusal_for(error.value), AlreadyInvited)


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a@example.jp\r\nBcc: b@example.jp"])
def test_address_that_takes_no_mail_is_an_error_at_its_field(clerk: PageClient, email: str) -> None:
    refused = clerk.page_of(clerk.send(clerk.get(JUDGES), to=JUDGES, email=email))

    wrong = [control.get("name") for control in refused.root.iter() if control.get("aria-invalid") == "true"]
    assert wrong == ["email"]
    assert db.session.scalars(select(OutgoingMail)).all() == []


def test_asking_needs_a_fresh_sign_in(client: PageClient, contest: Contest) -> None:
    office = make_person()
    grant_role(office, Role.SECRETARIAT, contest_scope(contest.id))
    sign_in(client, office, at=now() - dt.timedelta(minutes=6))
    page = client.get(JUDGES)

    answer = client.send(page, to=JUDGES, email="a@example.jp")

    assert "/re-authentication" in answer.text
    assert db.session.scalars(select(JudgeInvitation)).all() == []


def test_dismissed_judge_gets_the_reason_and_sheets_stay(clerk: PageClient, contest: Contest) -> None:
    idea, judge = make_idea(contest), make_person(name="Aoi")
    grant = grant_role(judge, Role.JUDGE, contest_scope(contest.id))
    db.session.add(ScoreSheet(judge_id=judge.id, idea_id=idea.id, saved_at=now(), handed_in_at=now()))
    db.session.commit()
    path = f"{JUDGES}/{grant.id}/dismissal"
    clerk.page_of(clerk.send(clerk.get(path), reason=""))

    page = clerk.follow(clerk.send(clerk.get(path), reason="体調のため"))

    assert [row[:3] for row in rows_of(page)] == [["Aoi", "Ended", "1 of 1"]]
    assert "体調のため" in db.session.scalars(select(OutgoingMail.body)).one()
    kinds = set(db.session.scalars(select(LedgerPayload.kind)))
    assert kinds == {"accounts.role_ended", "contest.judge_dismissed"}
    clerk.get(path, status=404)
    browser_of(clerk, judge).get("/contests/night/judging", status=403)


def test_office_of_another_contest_cannot_be_ended_here(clerk: PageClient, contest: Contest) -> None:
    elsewhere = grant_role(make_person(), Role.JUDGE, contest_scope(make_contest().id))
    everywhere = grant_role(make_person(), Role.JUDGE)

    for grant in (elsewhere, everywhere):
        clerk.get(f"{JUDGES}/{grant.id}/dismissal", status=404)


def test_progress_leaves_out_own_ideas_conflicts_and_what_is_not_public(contest: Contest) -> None:
    judge = make_person()
    grant_role(judge, Role.JUDGE, contest_scope(contest.id))
    done, begun, barred, _untouched = (make_idea(contest) for _ in range(4))
    hidden = make_idea(contest, state=IdeaState.REFUSED)
    make_idea(contest, author=judge)
    sheets = [(done, now()), (begun, None), (hidden, now())]
    db.session.add_all(
        ScoreSheet(judge_id=judge.id, idea_id=idea.id, saved_at=now(), handed_in_at=at) for idea, at in sheets
    )
    db.session.add(Conflict(judge_id=judge.id, idea_id=barred.id, kind=ConflictKind.FAMILY, declared_at=now()))
    db.session.commit()

    (progress,) = judges_of(contest, now())

    assert (progress.to_score, progress.handed_in, progress.begun, progress.conflicts) == (3, 1, 1, 1)


def test_page_of_judges_asks_as_much_of_the_database_whatever_there_is(clerk: PageClient, contest: Contest) -> None:
    counted, scope = [], contest_scope(contest.id)
    for more in (1, 2):
        for _ in range(more):
            grant_role(make_person(), Role.JUDGE, scope)
            make_idea(contest)
            make_invitation(contest, make_person())
        with Counting() as counting:
            clerk.get(JUDGES)
        counted.append(counting.number)

    assert counted[0] == counted[1]
    assert db.session.scalar(select(func.count()).select_from(JudgeInvitation)) == 3


def test_invitation_is_forgotten_a_week_after_it_was_answered_or_lapsed(contest: Contest) -> None:
    at = now()
    waiting, answered, lapsed, lately = (make_invitation(contest, make_person()) for _ in range(4))
    answered.close(InvitationState.DECLINED, at=at - dt.timedelta(days=8))
    lately.close(InvitationState.ACCEPTED, at=at - dt.timedelta(days=6))
    lapsed.ends_at = at - dt.timedelta(days=8)
    db.session.commit()

    forget_invitations(at=at)

    assert set(db.session.scalars(select(JudgeInvitation.id))) == {waiting.id, lately.id}
