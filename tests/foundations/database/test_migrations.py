"""R-61: the revisions lead from nothing to the models and back, and never stop half way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from foundations.database.base import Base
from foundations.database.engines import apply_rules, engine_options
from foundations.database.session import MIGRATIONS
from foundations.settings import ROOT
from tests.conftest import scratch_database
from tests.foundations.database.filled_revisions import FILLED, still_there, what_is_there

KILLS = 20
MANY_ROWS = 100_000
REVISIONS = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions("base", "heads")][::-1]


@pytest.fixture
def scratch(tmp_path: Path, settings: object) -> Iterator[tuple[str, Engine]]:
    """An empty database of the engine under test, and a way to look into it."""
    assert settings is not None  # the application, and with it every table, is imported
    with scratch_database(tmp_path) as url:
        engine = create_engine(url, **engine_options(url))
        apply_rules(engine)
        yield url, engine
        engine.dispose()


def migrate(url: str, tmp_path: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start ``flask db`` on the scratch database."""
    command = [sys.executable, "-m", "flask", "--app", str(ROOT / "app.py"), "db", *words]
    return subprocess.Popen(command, env=environment(url, tmp_path), cwd=ROOT, stderr=subprocess.PIPE)


def environment(url: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a process that works on the scratch database."""
    return os.environ | {"YORIAI_DEMO": "1", "YORIAI_DATA_DIR": str(tmp_path), "YORIAI_DATABASE_URL": url}


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a migration that must succeed."""
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 0, complaint.decode()


def tables(engine: Engine) -> set[str]:
    """The names of the tables there are, alembic's own apart."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


@pytest.mark.slow
def test_revisions_lead_to_the_models_and_back(scratch: tuple[str, Engine], tmp_path: Path) -> None:
    url, engine = scratch
    finish(migrate(url, tmp_path, "upgrade"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    finish(migrate(url, tmp_path, "downgrade", "base"))
    assert tables(engine) == set()
    finish(migrate(url, tmp_path, "upgrade"))
    assert tables(engine) == set(Base.metadata.tables)


@pytest.mark.slow
def test_constraints_have_the_names_that_refusals_know(scratch: tuple[str, Engine], tmp_path: Path) -> None:
    url, engine = scratch
    finish(migrate(url, tmp_path, "upgrade"))
    for name, table in Base.metadata.tables.items():
        there = inspect(engine)
        checks = {str(check["name"]) for check in there.get_check_constraints(name)}
        assert {str(c.name) for c in table.constraints if c.__visit_name__ == "check_constraint"} <= checks, name


def migrate_and_die(url: str, tmp_path: Path, statement: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Migrate in a process that is killed right after the given statement."""
    command = [sys.executable, "-m", "tests.foundations.database.migrator", str(statement), *words]
    return subprocess.run(
        command, env=environment(url, tmp_path), cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "kills"),
    [
        (("upgrade",), 4),
        pytest.param(("upgrade",), KILLS, marks=pytest.mark.trust),
        pytest.param(("downgrade", "base"), KILLS, marks=pytest.mark.trust),
    ],
    ids=["upgrade", "upgrade often", "downgrade often"],
)
def test_killed_migration_leaves_the_old_schema_or_the_new_one(
    scratch: tuple[str, Engine], tmp_path: Path, words: tuple[str, ...], kills: int
) -> None:
    """It is killed at statements spread from the first to the last; then it succeeds."""
    url, engine = scratch
    old, new = set[str](), set(Base.metadata.tables)
    if words != ("upgrade",):
        finish(migrate(url, tmp_path, "upgrade"))
        old, new = new, old
    made = [*Base.metadata.tables.values(), *(one for table in Base.metadata.tables.values() for one in table.indexes)]
    for kill in range(kills):
        died = migrate_and_die(url, tmp_path, 1 + kill * (len(made) - 1) // (kills - 1), *words)
        assert (died.returncode, died.stdout) == (-signal.SIGKILL, ""), died.stderr
        assert tables(engine) == old
    finish(migrate(url, tmp_path, *words))
    assert tables(engine) == new


def test_every_revision_has_rows_to_be_migrated() -> None:
    assert list(FILLED) == REVISIONS


@pytest.mark.slow
@pytest.mark.parametrize("rows", [50, pytest.param(MANY_ROWS, marks=pytest.mark.trust)])
@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_outlive_the_way_to_the_newest_revision_and_back(
    scratch: tuple[str, Engine], tmp_path: Path, revision: str, rows: int
) -> None:
    url, engine = scratch
    finish(migrate(url, tmp_path, "upgrade", revision))
    FILLED[revision](engine, rows)
    before = what_is_there(engine)
    assert before["ideas"][0] == rows
    assert [name for name, (count, _rows) in before.items() if not count] == [], "no made-up row fits"
    longest = 0.0
    for words in (["upgrade", "head"], ["downgrade", revision], ["upgrade", "head"]):
        begun = time.monotonic()
        finish(migrate(url, tmp_path, *words))
        longest = max(longest, time.monotonic() - begun)
        assert still_there(before, what_is_there(engine)) == before, words
    finish(migrate(url, tmp_path, "downgrade", "base"))
    assert tables(engine) == set()
    print(f"{rows} rows, the longest step {longest:.1f} s")  # noqa: T201 - shown when the test fails
    assert longest <= 60
