"""R-25: what people type, however strange, never fails; and what is stored is what is shown."""

from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from contest.enums import Phase
from contest.models import Comment, Idea
from foundations.database.session import db
from tests.clients import PageClient
from tests.factories.contest import make_contest, make_idea, make_person, sign_in
from tests.texts.torture import TORTURE

BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.fixture
def writer(client: PageClient, database: Flask) -> PageClient:
    """A signed-in person's browser."""
    sign_in(client, make_person())
    return client


def test_every_strange_comment_is_kept_as_shown_or_refused_in_words(writer: PageClient) -> None:
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), author=make_person())
    address = f"/ideas/{idea.id}"
    page = writer.get(address)
    wrong: list[str] = []
    for number, (name, text) in enumerate(TORTURE):
        answer = writer.send(page, to=f"{address}/comments", body=text, idempotency_key=f"{number}")
        if answer.status_code not in {303, 422}:
            wrong.append(f"{name}: {answer.status_code}")
            continue
        if answer.status_code == 303:
            stored = db.session.scalars(select(Comment.body).order_by(Comment.id.desc()).limit(1)).one()
            shown = "".join(writer.get(address).root.findall(".//li[@class='comment']")[-1].itertext())
            wrong += [f"{name}: stored {stored!r} is not shown"] if not same(stored, shown) else []
    assert wrong == []


def same(stored: str, shown: str) -> bool:
    """Whether a page shows what is stored, white space apart."""
    return "".join(stored.split()) in "".join(shown.split())


def test_every_strange_draft_is_kept_as_shown_or_refused_in_words(writer: PageClient) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    draft = writer.follow(writer.send(writer.get(f"/contests/{contest.slug}"), to=f"/contests/{contest.slug}/ideas"))
    address = f"/ideas/{db.session.scalars(select(Idea.id)).one()}/draft"
    typed = ("title", "problem", "proposal", "data_needed")
    wrong = []
    for number, (name, text) in enumerate(TORTURE):
        form = draft.fields(draft.form()) | dict.fromkeys(typed, text) | {"idempotency_key": f"{number}"}
        answer = writer.post_raw(address, form)
        if answer.status_code == 303:
            page = writer.get(address)
            fields = page.fields(page.form())
            shown = tuple(fields[column][0] for column in typed)
            stored = db.session.execute(select(Idea.title, Idea.problem, Idea.proposal, Idea.data_needed)).one()
            wrong += [f"{name}: {stored} is shown as {shown}"] if tuple(stored) != shown else []
        elif answer.status_code != 422:
            wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def test_direction_marks_cannot_cross_a_field(writer: PageClient) -> None:
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), author=make_person())
    address = f"/ideas/{idea.id}"
    writer.follow(writer.send(writer.get(address), to=f"{address}/comments", body="ab\u202ecd"))
    stored = db.session.scalars(select(Comment.body)).one()
    opened = sum(stored.count(mark) for mark in "\u202a\u202b\u202d\u202e")
    assert opened == stored.count("\u202c")


@pytest.mark.parametrize("path", ["/search?q={}", "/contests/{}", "/contests/x/ideas?division={}", "/?lang={}", "/{}"])
def test_every_strange_address_gets_a_page(client: PageClient, database: Flask, path: str) -> None:
    wrong = []
    for name, text in TORTURE:
        written = quote(text.encode("utf-8", "surrogatepass"), safe="")[:4000]
        status = client.get_raw(path.format(written)).status_code
        wrong += [f"{name}: {status}"] if status >= 500 else []
    assert wrong == []


@pytest.mark.parametrize("header", ["Accept-Language", "Referer", "User-Agent", "Cookie", "HX-Current-URL", "Origin"])
def test_every_strange_header_gets_a_page(client: PageClient, database: Flask, header: str) -> None:
    wrong = []
    for name, text in TORTURE:
        written = text.encode("utf-8", "surrogatepass").decode("latin-1").replace("\r", "").replace("\n", "")
        status = client.get_raw("/", **{header: written[:4000]}).status_code
        wrong += [f"{name}: {status}"] if status >= 500 else []
    assert wrong == []
