"""Files of ideas: reading, faults by row and column, all or nothing, at the desk and by command."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from accounts.enums import Role
from contest.enums import ImportState, Phase
from contest.errors import FileUnreadable
from contest.jobs import work_on_import
from contest.methods.imports import (
    Fault,
    IdeaColumn,
    ImportedIdea,
    check_table,
    count_rows,
    derived_title,
    guess_columns,
    open_file,
    open_table,
    read_headings,
    read_ideas,
)
from contest.models import Contest, Idea, IdeaImport
from contest.services import imports as services
from contest.views import imports as views
from foundations.database.clock import now
from foundations.database.session import db
from foundations.database.transactions import current_mode
from tests.clients import Page, PageClient
from tests.factories.accounts import grant_role, make_person, sign_in
from tests.factories.contest import make_contest

TEXT = {IdeaColumn.PROPOSAL: 0}


def rows_of(text: str, columns: dict[IdeaColumn, int] | None = None) -> list[ImportedIdea | list[Fault]]:
    """What each row says or lacks."""
    return [
        read for _number, read in read_ideas(open_table(text.encode("utf-8", "replace")), columns or TEXT, ["moving"])
    ]


@pytest.fixture
def clerk(client: PageClient, database: Flask) -> PageClient:
    """The secretariat's browser."""
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    sign_in(client, office)
    return client


@pytest.fixture
def contest(database: Flask) -> Contest:
    """A contest that takes ideas."""
    return make_contest(phase=Phase.SUBMISSION, slug="open")


def upload(clerk: PageClient, content: str | bytes, name: str = "ideas.csv") -> Page:
    """Upload a file and return the page of its import."""
    data = content.encode() if isinstance(content, str) else content
    page = clerk.get("/contests/open/imports")
    return clerk.follow(clerk.send(page, file=(io.BytesIO(data), name)))


def test_both_encodings_of_japanese_offices_are_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp932"):
        table = open_table("提案,氏名\n夜道に灯り,髙橋".encode(encoding))
        assert list(table.rows()) == [["提案", "氏名"], ["夜道に灯り", "髙橋"]]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x00\x81", b"", b"\n\n", b'"open quote', b"PK\x03\x04\xff\xfe"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(FileUnreadable):
        read_headings(open_table(content))


def test_headings_tell_the_columns() -> None:
    assert guess_columns(["要約", "寄せられた御意見の概要"]) == {IdeaColumn.PROPOSAL: 1}
    assert guess_columns(["件名", "氏名", "本文"]) == {
        IdeaColumn.TITLE: 0,
        IdeaColumn.AUTHOR: 1,
        IdeaColumn.PROPOSAL: 2,
    }


def test_faults_name_row_and_column() -> None:
    columns = {IdeaColumn.PROPOSAL: 0, IdeaColumn.TITLE: 1, IdeaColumn.DIVISION: 2}
    table = f"提案,件名,部門\n,題,moving\n\nあ,{'題' * 81},nowhere\nあ,い\nよい,題,moving\n"
    read = rows_of(table, columns)
    places = [(fault.row, fault.column) for faults in read if isinstance(faults, list) for fault in faults]
    assert places == [(2, "提案"), (4, "件名"), (4, "部門"), (5, "")]
    assert isinstance(read[-1], ImportedIdea)


def test_formula_that_was_made_harmless_comes_back() -> None:
    (idea,) = rows_of("提案\n'=1+1 を計算してほしい\n")
    assert isinstance(idea, ImportedIdea)
    assert idea.proposal == "=1+1 を計算してほしい"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("・ 大賛成！早急に実現して欲しい。科学的に。", "大賛成！早急に実現して欲しい"),
        ("一行目\n二行目。", "一行目"),
        ("あ" * 50, "あ" * 39 + "…"),
    ],
)
def test_title_is_the_first_sentence(text: str, title: str) -> None:
    assert derived_title(text) == title


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20), min_size=1, max_size=4)))
def test_every_row_is_an_idea_or_has_faults(table: list[list[str]]) -> None:
    text = "\n".join(",".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in [["提案"], *table])
    for read in rows_of(text):
        assert isinstance(read, ImportedIdea) or read


def test_small_file_goes_from_upload_to_ideas(clerk: PageClient, contest: Contest) -> None:
    assert contest.slug
    page = upload(clerk, "件名,本文,氏名\n灯り,夜道に灯りを。,山田\nベンチ,坂にベンチを。,\n")
    assert "夜道に灯りを。" in page.text
    checked = clerk.follow(clerk.send(page, to="/contests/open/imports/1/columns"))
    assert "2 rows were read without a fault" in checked.text
    assert db.session.scalars(select(Idea)).all() == []
    done = clerk.follow(clerk.send(checked, to="/contests/open/imports/1/confirmation"))
    assert "2 ideas have been imported" in done.text
    ideas = db.session.execute(select(Idea.title, Idea.credited_name).order_by(Idea.id)).all()
    assert [tuple(idea) for idea in ideas] == [("灯り", "山田"), ("ベンチ", "ideas.csv")]
    assert "夜道に灯りを。" in PageClient(clerk.app).get("/contests/open/ideas").text


def test_faulty_file_changes_nothing_and_says_where(clerk: PageClient, contest: Contest) -> None:
    assert contest.slug
    page = upload(clerk, "件名,本文\n灯り,夜道に灯りを。\n空,\n")
    checked = clerk.follow(clerk.send(page, to="/contests/open/imports/1/columns"))
    assert "1 fault was found" in checked.text
    assert "3本文This cell is empty" in checked.text
    assert db.session.scalars(select(Idea)).all() == []


def test_same_file_does_not_come_in_twice(clerk: PageClient, contest: Contest) -> None:
    assert contest.slug
    table = "本文\n夜道に灯りを。\n"
    page = upload(clerk, table)
    checked = clerk.follow(clerk.send(page, to="/contests/open/imports/1/columns"))
    clerk.follow(clerk.send(checked, to="/contests/open/imports/1/confirmation"))
    again = clerk.get("/contests/open/imports")
    refused = clerk.page_of(clerk.send(again, file=(io.BytesIO(table.encode()), "copy.csv")))
    assert "already been imported" in refused.text
    assert len(db.session.scalars(select(Idea)).all()) == 1


def test_two_confirmations_import_once(clerk: PageClient, contest: Contest) -> None:
    assert contest.slug
    page = upload(clerk, "本文\nあ\n")
    checked = clerk.follow(clerk.send(page, to="/contests/open/imports/1/columns"))
    first = clerk.send(checked, to="/contests/open/imports/1/confirmation")
    same = clerk.send(checked, to="/contests/open/imports/1/confirmation")
    other = clerk.send(checked, to="/contests/open/imports/1/confirmation", idempotency_key="another")
    assert (first.status_code, same.headers["Location"], other.status_code) == (303, first.headers["Location"], 409)
    assert len(db.session.scalars(select(Idea)).all()) == 1


def test_same_upload_sent_twice_is_kept_once(clerk: PageClient, contest: Contest) -> None:
    assert contest.slug
    page = clerk.get("/contests/open/imports")
    sent = [clerk.send(page, file=(io.BytesIO("本文\nあ\n".encode()), "a.csv")) for _ in range(2)]
    assert [answer.headers["Location"] for answer in sent] == ["/contests/open/imports/1"] * 2
    assert len(db.session.scalars(select(IdeaImport)).all()) == 1


def test_file_is_read_with_no_writing_transaction_open(
    clerk: PageClient, contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert contest.slug
    seen = []

    def watch(name: str, read: Callable[..., Any]) -> None:
        def watched(*given: Any, **named: Any) -> Any:
            seen.append((name, current_mode()))
            return read(*given, **named)

        monkeypatch.setattr(f"contest.views.imports.{name}", watched)

    for name in ("open_file", "check_table", "plan_of"):
        watch(name, getattr(views, name))
    page = upload(clerk, "本文\nあ\n")
    checked = clerk.follow(clerk.send(page, to="/contests/open/imports/1/columns"))
    clerk.follow(clerk.send(checked, to="/contests/open/imports/1/confirmation"))
    assert {name for name, _ in seen} == {"open_file", "check_table", "plan_of"}
    assert {mode for _, mode in seen} == {"read"}


def test_large_file_is_checked_and_imported_by_the_job(contest: Contest) -> None:
    at, rows = now(), services.AT_ONCE + 1
    content = ("本文\n" + "夜道に灯りを。\n" * rows).encode()
    started = services.upload_file(contest=contest, file_name="big.csv", file=open_file(content), by_id=None, at=at)
    services.choose_columns(started=started, columns=TEXT, division_id=contest.divisions[0].id, checked=None, at=at)
    assert started.state == ImportState.CHECKING
    db.session.commit()
    import_id = started.id
    work_on_import(import_id, at)
    started = db.session.get_one(IdeaImport, import_id)
    assert (started.state, started.done_rows) == (ImportState.READY, rows)
    services.confirm_import(started=started, at=at)
    db.session.commit()
    work_on_import(import_id, at)
    assert len(db.session.scalars(select(Idea.id)).all()) == rows


def test_given_up_import_leaves_nothing(contest: Contest) -> None:
    at = now()
    content = ("本文\n" + "夜道に灯りを。\n" * (services.AT_ONCE + 1)).encode()
    started = services.upload_file(contest=contest, file_name="big.csv", file=open_file(content), by_id=None, at=at)
    services.choose_columns(started=started, columns=TEXT, division_id=contest.divisions[0].id, checked=None, at=at)
    services.cancel_import(started=started, at=at)
    db.session.commit()
    work_on_import(started.id, at)
    assert db.session.scalars(select(IdeaImport.state)).one() == ImportState.CANCELLED
    assert db.session.scalars(select(Idea)).all() == []


def test_check_stops_when_told_to() -> None:
    assert check_table(open_table(("本文\n" + "あ\n" * 5000).encode()), TEXT, [], lambda done: done < 2000) is None


def test_command_imports_all_or_complains(app: Flask, contest: Contest, tmp_path: Path) -> None:
    assert contest.slug
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("本文\n夜道に灯りを。\n", encoding="utf-8")
    bad.write_text("本文,件名\n,空\n", encoding="cp932")
    run = app.test_cli_runner().invoke
    db.session.rollback()
    refused = run(args=["contest", "import-ideas", "open", str(bad)])
    assert (refused.exit_code, "row 2, 本文" in refused.output) == (1, True)
    assert "1 ideas imported" in run(args=["contest", "import-ideas", "open", str(good)]).output
    assert "already been imported" in run(args=["contest", "import-ideas", "open", str(good)]).output
    assert len(db.session.scalars(select(Idea)).all()) == 1


@pytest.mark.skipif("YORIAI_TEST_DATA" not in os.environ, reason="YORIAI_TEST_DATA names no folder of real data")
def test_real_public_comments_come_in_whole(app: Flask, contest: Contest) -> None:
    assert contest.slug
    path = Path(os.environ["YORIAI_TEST_DATA"]) / "public-comments-ja" / "environment-337.csv"
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["contest", "import-ideas", "open", str(path)])
    assert result.exit_code == 0, result.output
    assert len(db.session.scalars(select(Idea)).all()) == count_rows(open_table(path.read_bytes())) == 337
