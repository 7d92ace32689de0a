"""Processes full of threads that write and read one database. Imported by each of them."""

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


@dataclass
class Experience:
    """What the users of one process met."""

    write_seconds: list[float] = field(default_factory=list)
    reads: int = 0
    failures: list[str] = field(default_factory=list)


def use_database(
    url: str, *, writers: int, readers: int, seconds: float, defect: str | None, report: Callable[[Any], None]
) -> None:
    """Write and read from many threads for a while and report what they met."""
    if defect == "deferred writes":
        engines._begin_sqlite = lambda connection: connection.exec_driver_sql("BEGIN")  # type: ignore[assignment]
    app = connect(url)
    met = Experience()
    end = time.monotonic() + seconds

    def work(step: Callable[[Experience], None]) -> None:
        with app.app_context():
            while time.monotonic() < end:
                try:
                    step(met)
                except Exception as error:  # noqa: BLE001 - whatever a user would meet counts
                    met.failures.append(str(getattr(error, "orig", error)))

    threads = [threading.Thread(target=work, args=(step,)) for step in [write] * writers + [read] * readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report(met)


def write(met: Experience) -> None:
    """Read, then write, as a vote does."""
    began = time.monotonic()
    with transaction("write") as session:
        count = session.scalar(text("SELECT count FROM counts WHERE id = 1"))
        session.execute(text("UPDATE counts SET count = :next WHERE id = 1"), {"next": (count or 0) + 1})
        session.execute(text("INSERT INTO acts (count) VALUES (:count)"), {"count": count})
    met.write_seconds.append(time.monotonic() - began)
    time.sleep(random.random() * 0.02)


def read(met: Experience) -> None:
    """Read a page's worth."""
    with transaction("read") as session:
        session.execute(text("SELECT count FROM acts ORDER BY count DESC LIMIT 20")).all()
    met.reads += 1
    time.sleep(random.random() * 0.01)
