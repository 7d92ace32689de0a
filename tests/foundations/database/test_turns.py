"""Writers are let in as they came, and nobody waits for one who has gone."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from foundations.database.turns import Turns, connection_class


def wait_in_line(turns: Turns, name: int, order: list[int]) -> threading.Thread:
    def wait() -> None:
        if turns.take(10):
            order.append(name)
            turns.pass_on()

    thread = threading.Thread(target=wait)
    thread.start()
    while len(turns._waiting) < name + 1:
        time.sleep(0.001)
    return thread


def test_turns_come_in_the_order_of_arrival() -> None:
    turns, order = Turns(), list[int]()
    assert turns.take(0)
    threads = [wait_in_line(turns, name, order) for name in range(8)]

    turns.pass_on()

    for thread in threads:
        thread.join()
    assert order == list(range(8))
    assert turns.take(0), "the line is empty again"


def test_one_who_gives_up_waiting_is_not_waited_for() -> None:
    turns = Turns()
    turns.take(0)

    assert not turns.take(0.01)

    turns.pass_on()
    assert turns.take(0)


@pytest.mark.parametrize("ending", ["commit", "rollback", "close"])
def test_a_turn_ends_with_the_transaction(tmp_path: Path, ending: str) -> None:
    turns = Turns()
    connection = sqlite3.connect(tmp_path / "own.sqlite3", factory=connection_class(sqlite3, turns, timeout=1))
    connection.isolation_level = None
    connection.begin_writing()
    assert not turns.take(0)

    getattr(connection, ending)()

    assert turns.take(0)


def test_a_turn_ends_when_sqlite_refuses_it_and_the_next_try_succeeds(tmp_path: Path) -> None:
    turns = Turns()
    other = sqlite3.connect(tmp_path / "own.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    connection = sqlite3.connect(tmp_path / "own.sqlite3", factory=connection_class(sqlite3, turns, timeout=0.05))
    connection.isolation_level = None

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        connection.begin_writing()

    assert connection.execute("PRAGMA busy_timeout").fetchone() == (50,)
    assert turns.take(0)
    turns.pass_on()
    other.rollback()
    connection.begin_writing()
    assert connection.in_transaction


def test_a_writer_of_another_process_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "own.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    connection = sqlite3.connect(tmp_path / "own.sqlite3", factory=connection_class(sqlite3, Turns(), timeout=10))
    connection.isolation_level = None
    leaving = threading.Timer(0.1, other.rollback)
    leaving.start()

    began = time.monotonic()
    connection.begin_writing()

    assert 0.05 < time.monotonic() - began < 5
    leaving.join()


def test_a_fault_other_than_a_lock_is_told_at_once(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "own.sqlite3", factory=connection_class(sqlite3, Turns(), timeout=10))
    connection.isolation_level = None
    connection.begin_writing()

    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        connection.begin_writing()
