"""Processes that serve many people who write and read one database. Imported by each of them."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from foundations.database import engines
from foundations.database.session import transaction
from tests.foundations.scheduling.workers import connect

_WORKING_THREADS = 8  # of each server process, see ./do serve


@dataclass
class Experience:
    """What the users of one process met."""

    write_seconds: list[float] = field(default_factory=list)
    read_seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def use_database(
    url: str, *, writers: int, readers: int, seconds: float, defect: str | None, report: Callable[[Any], None]
) -> None:
    """Serve as many people for a while, with the threads that a server has, and report what they met."""
    if defect == "deferred writes":
        engines._begin_sqlite = lambda connection: connection.exec_driver_sql("BEGIN")  # type: ignore[assignment]
    app = connect(url)
    met = Experience()
    end = time.monotonic() + seconds
    free_threads = threading.Semaphore(_WORKING_THREADS)

    def work(step: Callable[[], object], note: Callable[[float], None]) -> None:
        with app.app_context():
            while time.monotonic() < end:
                asked = time.monotonic()
                try:
                    with free_threads:
                        step()
                    note(time.monotonic() - asked)
                except Exception as error:  # noqa: BLE001 - whatever a person would meet counts
                    met.failures.append(str(getattr(error, "orig", error)))
                time.sleep(random.random() * 0.02)

    people = [(write, met.write_seconds.append)] * writers + [(read, met.read_seconds.append)] * readers
    threads = [threading.Thread(target=work, args=person) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report(met)


def write() -> None:
    """Read, then write, as a vote does."""
    with transaction("write") as session:
        count = session.scalar(text("SELECT count FROM counts WHERE id = 1"))
        session.execute(text("UPDATE counts SET count = :next WHERE id = 1"), {"next": (count or 0) + 1})
        session.execute(text("INSERT INTO acts (count) VALUES (:count)"), {"count": count})


def read() -> None:
    """Read a page's worth."""
    with transaction("read") as session:
        session.execute(text("SELECT count FROM acts ORDER BY count DESC LIMIT 20")).all()
