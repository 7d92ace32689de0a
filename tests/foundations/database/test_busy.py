"""R-44: many write and read at once, and nobody is told that the database is locked."""

import statistics
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from foundations.database.session import db, transaction
from tests.foundations.database.writers import Experience, use_database
from tests.foundations.scheduling.workers import processes

pytestmark = [pytest.mark.database, pytest.mark.slow]


@pytest.fixture
def counts(own_app: Flask) -> Flask:
    """A counter, and the acts that counted."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE counts (id INTEGER PRIMARY KEY, count INTEGER NOT NULL)"))
        connection.execute(text("CREATE TABLE acts (count INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO counts VALUES (1, 0)"))
    return own_app


def use_from_processes(
    url: str, *, parties: int, writers: int, readers: int, seconds: float, defect: str | None = None
) -> Experience:
    """Let ``parties`` processes share the writers and readers; return what all of them met."""
    reports: Any = processes.SimpleQueue()
    users = [
        processes.Process(
            target=use_database,
            args=(url,),
            kwargs={
                "writers": writers // parties,
                "readers": readers // parties,
                "seconds": seconds,
                "defect": defect,
                "report": reports.put,
            },
        )
        for _ in range(parties)
    ]
    for user in users:
        user.start()
    met = [reports.get() for _ in users]
    for user in users:
        user.join()
    return Experience(
        write_seconds=[one for experience in met for one in experience.write_seconds],
        read_seconds=[one for experience in met for one in experience.read_seconds],
        failures=[one for experience in met for one in experience.failures],
    )


@pytest.mark.parametrize(
    ("writers", "readers", "seconds"),
    [pytest.param(8, 4, 3, id="short"), pytest.param(64, 32, 60, id="full", marks=pytest.mark.trust)],
)
def test_nobody_is_told_that_the_database_is_locked(
    counts: Flask, own_url: str, writers: int, readers: int, seconds: float
) -> None:
    met = use_from_processes(own_url, parties=4, writers=writers, readers=readers, seconds=seconds)

    assert met.failures == []
    for kind, waits in (("writes", met.write_seconds), ("reads", met.read_seconds)):
        p99 = statistics.quantiles(waits, n=100)[98]
        print(f"{len(waits) / seconds:.0f} {kind}/s, p99 {p99 * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms")  # noqa: T201
        assert p99 <= 2
    with transaction("read") as session:
        assert session.execute(text("SELECT count(*) FROM acts")).scalar_one() == len(met.write_seconds)


def test_deferred_writes_would_be_told_so(counts: Flask, own_url: str) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")

    met = use_from_processes(own_url, parties=4, writers=8, readers=0, seconds=1, defect="deferred writes")

    assert {failure.split()[-1] for failure in met.failures} == {"locked"}
