"""Steps are run to the last, their ends told honestly, and no test meets a person's own settings."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import create_engine, text

from tests.house_rules.checkout import ROOT


def step(do: ModuleType, name: str, program: str) -> object:
    return do.Step(name, [sys.executable, "-c", program], {})


def table(output: str) -> list[tuple[str, str]]:
    """Return name and result of each row, without the seconds."""
    rows = output.rpartition("\nstep")[2].splitlines()[1:]
    return [(row[:12].strip(), row.split("  ")[-1]) for row in rows]


def test_steps_all_run_and_one_failure_counts(do: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    steps = [step(do, "first words", "raise SystemExit(1)"), step(do, "second words", "")]

    assert do.carry_out(steps) is False
    assert table(capsys.readouterr().out) == [("first words", "FAILED"), ("second words", "ok")]


def test_steps_that_all_succeed_are_good(do: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert do.carry_out([step(do, "second words", "")]) is True
    assert table(capsys.readouterr().out) == [("second words", "ok")]


@pytest.fixture
def empty(do: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """A step of pytest that finds nothing to run."""
    (tmp_path / "test_empty.py").write_text("")
    monkeypatch.setattr(do, "PYTHON", sys.executable)
    return do.pytest("no tests", "database", "-p", "no:cacheprovider")


@pytest.mark.slow
def test_pytest_without_tests_is_a_failure(do: ModuleType, empty: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert do.carry_out([empty, step(do, "second words", "")]) is False
    assert table(capsys.readouterr().out) == [("no tests", "no tests"), ("second words", "ok")]


@pytest.mark.slow
def test_selection_may_leave_a_step_empty_but_not_all(do: ModuleType, empty: object) -> None:
    assert do.carry_out([empty, step(do, "second words", "")], is_selection=True) is True
    assert do.carry_out([empty], is_selection=True) is False
    assert do.carry_out([empty, step(do, "first words", "raise SystemExit(1)")], is_selection=True) is False


def test_tests_do_not_see_the_persons_settings(do: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YORIAI_DATABASE_URL", "postgresql+psycopg://city@db/production")
    monkeypatch.setenv("YORIAI_SECRET_KEY", "secret")
    monkeypatch.setenv("YORIAI_TEST_DATA", "somewhere")
    monkeypatch.delenv("YORIAI_TEST_ENGINE", raising=False)
    monkeypatch.delenv("YORIAI_TEST_POSTGRES_URL", raising=False)
    monkeypatch.delenv("YORIAI_TEST_BROWSER", raising=False)

    settings = do.test_environment({"YORIAI_TEST_ENGINE": "sqlite"})

    assert {name: value for name, value in settings.items() if name.startswith("YORIAI_")} == {
        "YORIAI_TEST_DATA": "somewhere",
        "YORIAI_TEST_ENGINE": "sqlite",
    }


def test_application_gets_the_persons_settings_over_ours(
    do: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("YORIAI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("YORIAI_PORT", "8123")
    monkeypatch.setenv("YORIAI_DATABASE_URL", "sqlite:///other.sqlite3")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")

    settings = do.configuration()

    assert {name: value for name, value in settings.items() if name.startswith("YORIAI_")} == {
        "YORIAI_DATABASE_URL": "sqlite:///other.sqlite3",
        "YORIAI_DATA_DIR": str(tmp_path / "data"),
        "YORIAI_DEMO": "1",
        "YORIAI_HOST": "127.0.0.1",
        "YORIAI_PORT": "8123",
    }
    assert "PYTHONPATH" not in settings


@pytest.mark.slow
def test_postgresql_is_real_durable_and_gone_afterwards(do: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YORIAI_TEST_POSTGRES_URL", raising=False)
    monkeypatch.setattr(do, "ROOT", ROOT)
    monkeypatch.setattr(do, "TOOLS", ROOT / ".tools")
    if not (do.postgresql_programs() or os.geteuid()):
        pytest.skip("no PostgreSQL server here, and root may not run one of its own")

    with do.postgresql() as url:
        engine = create_engine(url)
        with engine.connect() as connection:
            version = connection.execute(text("SELECT version()")).scalar_one()
            fsync = connection.execute(text("SHOW fsync")).scalar_one()
            folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        engine.dispose()
        assert folder.parent.is_dir()

    assert version.startswith("PostgreSQL 1")
    assert fsync == "on"
    assert not folder.parent.exists()
