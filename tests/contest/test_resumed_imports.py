"""R-24: an import that is interrupted goes on from where it was; readers see none of its ideas, then all of them."""

import random
import signal
import time
from pathlib import Path
from subprocess import Popen

import pytest
from flask import Flask
from sqlalchemy import func, select

from contest.enums import ImportState, Phase
from contest.jobs import bring_in
from contest.methods.imports import IdeaColumn, open_file
from contest.models import Contest, Idea, IdeaImport, ReadyRow
from contest.queries.imports import AT_A_TIME
from contest.services import imports as services
from foundations.database.clock import now
from foundations.database.session import db
from foundations.settings import Settings
from tests.contest.test_large_imports import bring_in as start
from tests.factories.contest import make_contest

KILLS = 20


class Stopped(BaseException):
    """The machine stops."""


def stop(_rows: int) -> None:
    """Stop after the first rows."""
    raise Stopped


def lines(rows: int) -> str:
    """A file of so many ideas, each with its number."""
    return "提案\n" + "".join(f"{number}番の提案。\n" for number in range(1, rows + 1))


def confirmed(contest: Contest, rows: int) -> int:
    """A checked file whose rows may come in; return its number."""
    file, at, text = open_file(lines(rows).encode()), now(), {IdeaColumn.PROPOSAL: 0}
    started = services.upload_file(contest=contest, file_name="a.csv", file=file, by_id=None, at=at)
    division = contest.divisions[0].id
    services.choose_columns(started=started, columns=text, division_id=division, checked=None, at=at)
    started.state = ImportState.READY
    services.confirm_import(started=started, at=at)
    db.session.commit()
    return started.id


def counted() -> tuple[int, int, int]:
    """How many ideas there are, how many different ones, and how many rows lie ready."""
    db.session.rollback()
    ideas = db.session.execute(select(func.count(Idea.id), func.count(func.distinct(Idea.title)))).one()
    found = (ideas[0], ideas[1], db.session.scalar(select(func.count()).select_from(ReadyRow)) or 0)
    db.session.rollback()
    return found


def test_interrupted_import_goes_on_where_it_was(database: Flask) -> None:
    rows = 2 * AT_A_TIME + 1
    number = confirmed(make_contest(phase=Phase.SUBMISSION), rows)
    for done in (AT_A_TIME, 2 * AT_A_TIME):
        with pytest.raises(Stopped):
            bring_in(number, stop)
        assert counted() == (0, 0, done)
    bring_in(number)
    assert counted() == (rows, rows, 0)
    assert db.session.get_one(IdeaImport, number).state == ImportState.DONE
    titles = db.session.scalars(select(Idea.title).order_by(Idea.id)).all()
    assert titles == [f"{number}番の提案" for number in range(1, rows + 1)]


def test_two_at_work_on_one_file_bring_each_row_in_once(database: Flask) -> None:
    rows = 2 * AT_A_TIME + 1
    number, heard = confirmed(make_contest(phase=Phase.SUBMISSION), rows), []

    def let_another_do_it_all(added: int) -> None:
        heard.append(added)
        if len(heard) == 1:
            bring_in(number)

    bring_in(number, let_another_do_it_all)
    assert counted() == (rows, rows, 0)


def test_import_given_up_halfway_leaves_no_row(database: Flask) -> None:
    number = confirmed(make_contest(phase=Phase.SUBMISSION), AT_A_TIME + 1)
    with pytest.raises(Stopped):
        bring_in(number, stop)
    services.cancel_import(started=db.session.get_one(IdeaImport, number), at=now())
    db.session.commit()
    bring_in(number)
    assert counted() == (0, 0, 0)


def test_vote_that_began_meanwhile_keeps_all_rows_out(database: Flask) -> None:
    number = confirmed(make_contest(phase=Phase.VOTING), 3)
    bring_in(number)
    assert counted() == (0, 0, 0)
    assert db.session.get_one(IdeaImport, number).state == ImportState.CANCELLED


@pytest.mark.trust
@pytest.mark.parametrize("rows", [60_000, 100_000])
def test_import_killed_again_and_again_brings_each_row_in_once(
    database: Flask, settings: Settings, tmp_path: Path, rows: int
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    make_contest(phase=Phase.SUBMISSION, slug="open")
    file, dice, kills = tmp_path / "ideas.csv", random.Random(seed), KILLS if rows < 100_000 else 1
    file.write_text(lines(rows), encoding="utf-8")
    for _ in range(kills):
        before = counted()[2]
        process = start(settings, "command", file)
        wait_for_more_than(before, process)
        time.sleep(dice.random() / 20)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        ideas, _, ready = counted()
        assert (ideas, ready > before) == (0, True)
    said, _ = start(settings, "command", file).communicate()
    assert counted() == (rows, rows, 0), said
    assert len(db.session.scalars(select(IdeaImport.id)).all()) == 1


def wait_for_more_than(rows: int, process: Popen[str]) -> None:
    """Wait until the process has laid more rows ready."""
    while counted()[2] <= rows:
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
