"""Ideas by web page: writing, submitting, checking, reading, commenting, supporting."""

import pytest
from flask import Flask
from sqlalchemy import event, select

from accounts.enums import Role
from contest.enums import IdeaState, Phase
from contest.models import Comment, Contest, Idea, Moderation, Support
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry
from tests.clients import PageClient
from tests.factories.contest import grant_role, make_contest, make_idea, make_person, sign_in

WRITTEN = {
    "title": "夜のバス停に明かりを",
    "problem": "柏木の坂の途中のバス停は、夜になると真っ暗で、時刻表も読めません。",
    "proposal": "人が近づくと光る明かりを付けてほしい。",
    "data_needed": "停留所ごとの夜間の乗降人数",
}


@pytest.fixture
def open_contest(database: Flask) -> Contest:
    """A contest that takes ideas now."""
    return make_contest(phase=Phase.SUBMISSION)


def start_draft(client: PageClient, contest: Contest) -> str:
    """Press the button of the contest page; return the address of the draft."""
    page = client.get(f"/contests/{contest.slug}")
    response = client.send(page, to=f"/contests/{contest.slug}/ideas")
    assert response.status_code == 303
    return str(response.headers["Location"])


def test_idea_goes_from_draft_to_public(client: PageClient, open_contest: Contest) -> None:
    author, office = make_person(), make_person()
    grant_role(office, Role.SECRETARIAT)
    division = open_contest.divisions[0].id
    sign_in(client, author)
    draft = start_draft(client, open_contest)
    page = client.get(draft)
    written = client.send(page, division=str(division), **WRITTEN)
    shown = client.follow(written)
    assert shown.heading == WRITTEN["title"]
    idea = db.session.scalars(select(Idea)).one()
    assert (idea.state, idea.division_id) == (IdeaState.SUBMITTED, division)
    clerk = PageClient(client.app)
    sign_in(clerk, office)
    desk = clerk.get(f"/contests/{open_contest.slug}/desk")
    assert WRITTEN["title"] in desk.text
    check = clerk.get(f"/ideas/{idea.id}/moderation")
    clerk.follow(clerk.send(check, to=f"/ideas/{idea.id}/publication"))
    visitor = PageClient(client.app)
    assert visitor.get(f"/ideas/{idea.id}").heading == WRITTEN["title"]
    assert WRITTEN["title"] in visitor.get(f"/contests/{open_contest.slug}/ideas").text
    assert len(db.session.scalars(select(LedgerEntry)).all()) == 2


def test_starting_twice_leaves_one_empty_draft(client: PageClient, open_contest: Contest) -> None:
    sign_in(client, make_person())
    assert start_draft(client, open_contest) == start_draft(client, open_contest)


def test_incomplete_idea_is_refused_and_kept(client: PageClient, open_contest: Contest) -> None:
    sign_in(client, make_person())
    page = client.get(start_draft(client, open_contest))
    refused = client.page_of(client.send(page, title=WRITTEN["title"], problem=WRITTEN["problem"]))
    assert WRITTEN["problem"] in refused.text
    idea = db.session.scalars(select(Idea)).one()
    assert (idea.state, idea.title, idea.problem) == (IdeaState.DRAFT, WRITTEN["title"], WRITTEN["problem"])


def test_autosave_keeps_half_a_draft_and_answers_in_json(client: PageClient, open_contest: Contest) -> None:
    sign_in(client, make_person())
    page = client.get(start_draft(client, open_contest))
    form = page.form()
    fields = page.fields(form) | {"title": "書きかけ"}
    address = str(form.get("data-autosave-url"))
    answer = client.request("POST", address, data=fields, headers={"Accept": "application/json"})
    assert (answer.status_code, set(answer.json or {})) == (200, {"saved_at"})
    assert db.session.scalars(select(Idea.title)).one() == "書きかけ"


def test_draft_is_saved_after_the_close_but_not_submitted(client: PageClient, database: Flask) -> None:
    author = make_person()
    contest = make_contest(phase=Phase.INTERVAL)
    idea = make_idea(contest, state=IdeaState.DRAFT, author=author)
    sign_in(client, author)
    page = client.get(f"/ideas/{idea.id}/draft")
    refused = client.page_of(client.send(page, division=str(contest.divisions[0].id), **WRITTEN))
    assert "Your draft has been kept" in refused.text
    stored = db.session.scalars(select(Idea)).one()
    assert (stored.state, stored.title) == (IdeaState.DRAFT, WRITTEN["title"])


def test_draft_is_visible_to_its_author_only(client: PageClient, open_contest: Contest) -> None:
    idea = make_idea(open_contest, state=IdeaState.DRAFT, author=make_person())
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    for person in (make_person(), office):
        other = PageClient(client.app)
        sign_in(other, person)
        other.get(f"/ideas/{idea.id}", status=404)
        other.get(f"/ideas/{idea.id}/draft", status=404)
    assert idea.title not in client.get(f"/contests/{open_contest.slug}/ideas").text


def test_draft_asks_a_visitor_to_sign_in_whether_it_exists_or_not(client: PageClient, open_contest: Contest) -> None:
    idea = make_idea(open_contest, state=IdeaState.DRAFT, author=make_person())
    client.get(f"/ideas/{idea.id}", status=404)
    for number in (idea.id, idea.id + 1):
        address = f"/ideas/{number}/draft"
        answer = client.get_raw(address)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={address}")


def test_refusal_reaches_the_author_with_its_reason(client: PageClient, open_contest: Contest) -> None:
    author, office = make_person(), make_person()
    grant_role(office, Role.SECRETARIAT)
    idea = make_idea(open_contest, state=IdeaState.SUBMITTED, author=author)
    clerk = PageClient(client.app)
    sign_in(clerk, office)
    page = clerk.get(f"/ideas/{idea.id}/moderation")
    address = f"/ideas/{idea.id}/refusal"
    clerk.page_of(clerk.send(page, to=address, reason=""))
    clerk.follow(clerk.send(page, to=address, reason="お名前が書かれています。"))
    assert db.session.scalars(select(Moderation.reason)).one() == "お名前が書かれています。"
    sign_in(client, author)
    assert "お名前が書かれています。" in client.get(f"/ideas/{idea.id}").text
    PageClient(client.app).get(f"/ideas/{idea.id}", status=404)


def test_withdrawn_idea_leaves_the_public(client: PageClient, open_contest: Contest) -> None:
    author = make_person()
    idea = make_idea(open_contest, state=IdeaState.PUBLISHED, author=author)
    sign_in(client, author)
    page = client.get(f"/ideas/{idea.id}/withdrawal")
    client.follow(client.send(page))
    PageClient(client.app).get(f"/ideas/{idea.id}", status=404)
    again = client.follow(client.send(page))
    assert "Withdrawn" in again.text
    client.page_of(client.send(page, idempotency_key="another"), status=403)


def test_comment_appears_and_can_be_hidden_with_a_reason(client: PageClient, open_contest: Contest) -> None:
    idea = make_idea(open_contest, state=IdeaState.PUBLISHED, author=make_person())
    sign_in(client, make_person())
    page = client.get(f"/ideas/{idea.id}")
    client.page_of(client.send(page, to=f"/ideas/{idea.id}/comments", body=" \u200b\n"))
    client.follow(client.send(page, to=f"/ideas/{idea.id}/comments", body="<b>よい</b>考えです。"))
    comment = db.session.scalars(select(Comment)).one()
    assert "<b>よい</b>考えです。" in client.get(f"/ideas/{idea.id}").text
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    clerk = PageClient(client.app)
    sign_in(clerk, office)
    hiding = clerk.get(f"/comments/{comment.id}/hiding")
    clerk.follow(clerk.send(hiding, reason="宣伝だけの投稿です。"))
    shown = client.get(f"/ideas/{idea.id}").text
    assert "宣伝だけの投稿です。" in shown
    assert "よい" not in shown


def test_support_counts_once_and_can_be_taken_back(client: PageClient, open_contest: Contest) -> None:
    idea = make_idea(open_contest, state=IdeaState.PUBLISHED, author=make_person())
    sign_in(client, make_person())
    page = client.get(f"/ideas/{idea.id}")
    for _ in range(3):
        client.follow(client.send(page, to=f"/ideas/{idea.id}/support", idempotency_key=f"key{_}"))
    assert db.session.scalar(select(Idea.support_count)) == 1
    supporting = client.get(f"/ideas/{idea.id}")
    client.follow(client.send(supporting, to=f"/ideas/{idea.id}/support/end"))
    assert db.session.scalar(select(Idea.support_count)) == 0
    assert db.session.scalars(select(Support)).all() == []


def test_author_cannot_support_the_own_idea(client: PageClient, open_contest: Contest) -> None:
    author = make_person()
    idea = make_idea(open_contest, state=IdeaState.PUBLISHED, author=author)
    sign_in(client, author)
    page = client.get(f"/ideas/{idea.id}")
    fields = page.fields(page.form(f"/ideas/{idea.id}/comments"))
    assert client.post_raw(f"/ideas/{idea.id}/support", fields).status_code == 403


@pytest.mark.parametrize("query", ["order=cheapest", "division=nowhere", "page=0", "page=x", "page=-1"])
def test_list_refuses_what_it_does_not_know(client: PageClient, open_contest: Contest, query: str) -> None:
    assert client.get_raw(f"/contests/{open_contest.slug}/ideas?{query}").status_code == 400


@pytest.mark.parametrize("path", ["/contests/", "/contests/{slug}", "/contests/{slug}/ideas", "/ideas/{idea}"])
def test_pages_take_the_same_number_of_queries_whatever_they_show(
    client: PageClient, open_contest: Contest, path: str
) -> None:
    def queries() -> int:
        seen: list[str] = []
        event.listen(db.engine, "before_cursor_execute", count := lambda *args: seen.append(args[2]))
        client.get(path.format(slug=slug, idea=first_id))
        event.remove(db.engine, "before_cursor_execute", count)
        return len([statement for statement in seen if statement.startswith("SELECT")])

    def fill(number: int) -> Idea:
        ideas = [make_idea(open_contest, state=IdeaState.PUBLISHED, author=make_person()) for _ in range(number)]
        for idea in ideas:
            db.session.add(
                Comment(idea_id=first_id or idea.id, author_id=idea.author_id, body="あ", posted_at=idea.started_at)
            )
        db.session.commit()
        return ideas[0]

    slug, first_id = open_contest.slug, None
    first_id = fill(1).id
    sign_in(client, make_person())
    at_one = queries()
    fill(3)
    assert queries() == at_one
    assert at_one <= 6


def test_reading_leaves_no_cookie_with_a_visitor(client: PageClient, open_contest: Contest) -> None:
    idea = make_idea(open_contest, author=make_person(), state=IdeaState.PUBLISHED)
    db.session.commit()
    pages = [client.get_raw(path) for path in (f"/contests/{open_contest.slug}/ideas", f"/ideas/{idea.id}")]
    assert [(page.status_code, page.headers.getlist("Set-Cookie")) for page in pages] == [(200, []), (200, [])]
