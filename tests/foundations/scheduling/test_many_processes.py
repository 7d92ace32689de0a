"""R-56: every due effect happens once, whoever runs beside us and whoever is killed."""

import collections
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from foundations.database.session import db
from tests.foundations.scheduling.workers import processes, work_beside_others, work_until_killed

pytestmark = [pytest.mark.database, pytest.mark.slow]


@pytest.fixture
def effects(own_app: Flask) -> Flask:
    """A table that takes every effect, doubled ones too."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE effects (effect TEXT NOT NULL)"))
    return own_app


def count_effects() -> collections.Counter[str]:
    with db.engine.begin() as connection:
        return collections.Counter(connection.execute(text("SELECT effect FROM effects")).scalars())


def run_four_processes(url: str, place: Path, effects: int, defect: str | None = None) -> collections.Counter[str]:
    place.mkdir()
    workers = [processes.Process(target=work_beside_others, args=(url, effects, place, 4, defect)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=240)
        assert worker.exitcode == 0
    return count_effects()


def test_four_processes_without_a_lease_do_each_effect_once(effects: Flask, own_url: str, tmp_path: Path) -> None:
    counted = run_four_processes(own_url, tmp_path / "ready", 120)

    assert counted == {str(number): 1 for number in range(120)}


@pytest.mark.trust
def test_four_processes_do_a_thousand_effects_once(effects: Flask, own_url: str, tmp_path: Path) -> None:
    counted = run_four_processes(own_url, tmp_path / "ready", 1000)

    assert counted == {str(number): 1 for number in range(1000)}


def test_without_the_unique_run_key_effects_are_doubled(effects: Flask, own_url: str, tmp_path: Path) -> None:
    drop_unique_run_key()

    counted = run_four_processes(own_url, tmp_path / "ready", 20)

    assert sum(counted.values()) > 20


def test_without_exclusive_claims_effects_are_doubled(effects: Flask, own_url: str, tmp_path: Path) -> None:
    counted = run_four_processes(own_url, tmp_path / "ready", 20, "claims are not exclusive")

    assert sum(counted.values()) > 20


def test_a_worker_killed_again_and_again_loses_and_doubles_nothing(effects: Flask, own_url: str) -> None:
    counted = kill_workers(own_url, effects=150, kills=5, seed=random.randrange(2**32))

    assert counted == {str(number): 1 for number in range(150)}


@pytest.mark.trust
def test_fifty_kills_lose_and_double_nothing(effects: Flask, own_url: str) -> None:
    counted = kill_workers(own_url, effects=1000, kills=50, seed=random.randrange(2**32))

    assert counted == {str(number): 1 for number in range(1000)}


def test_a_mark_stored_after_the_effect_doubles_it_when_the_worker_is_killed(effects: Flask, own_url: str) -> None:
    counted = kill_workers(own_url, effects=60, kills=6, seed=7, outside=True)

    assert max(counted.values()) > 1


def kill_workers(url: str, *, effects: int, kills: int, seed: int, outside: bool = False) -> collections.Counter[str]:
    """Kill one worker after another while it works; let the last one finish."""
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    dice = random.Random(seed)
    for kill in range(kills + 1):
        before = len(count_effects())
        worker = processes.Process(target=work_until_killed, args=(url, effects), kwargs={"outside": outside})
        worker.start()
        if kill < kills:
            wanted = min(before + 1 + dice.randrange(3), effects)
            wait_until(lambda: len(count_effects()) >= wanted)  # noqa: B023 - called at once
            time.sleep(dice.random() * 0.02)
        else:
            wait_until(lambda: count_finished() == effects)
        worker.kill()
        worker.join()
    return count_effects()


def count_finished() -> int:
    with db.engine.begin() as connection:
        finished = text("SELECT count(*) FROM job_runs WHERE finished_at IS NOT NULL")
        return int(connection.execute(finished).scalar_one())


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline, f"{len(count_effects())} effects"
        time.sleep(0.005)


def drop_unique_run_key() -> None:
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE job_runs DROP CONSTRAINT uq_job_runs_run_key"))
            return
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'job_runs'")).scalar_one()
        without = made.replace("CONSTRAINT uq_job_runs_run_key UNIQUE (run_key)", "CHECK (1)")
        assert without != made
        connection.execute(text("DROP TABLE job_runs"))
        connection.execute(text(without))
