"""Writers take turns: in a process first come, first served; between processes by asking often.

SQLite lets one writer in at a time. The others ask again after pauses that grow up to
a tenth of a second, and whoever asks at the right moment gets in: of 64 writers one
waited 12 seconds. So the writers of a process stand in line here, and the one in front
asks SQLite every millisecond. SQLite's own lock is what protects the data.
"""

import threading
import time
from collections import deque
from typing import Any


class Turns:
    """A line of writers."""

    def __init__(self) -> None:
        """Begin with nobody in line."""
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, timeout: float) -> bool:
        """Wait for a turn, at most ``timeout`` seconds; tell whether it came."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout):
            return True
        with self._guard:
            if turn.is_set():  # it came in the very last moment
                return True
            self._waiting.remove(turn)
        return False

    def pass_on(self) -> None:
        """Give the turn to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


_ASK_AGAIN_AFTER = 0.001


class TurnTaking:
    """What a driver's connection class is extended by: a place in line that ends with the transaction."""

    turns: Turns
    timeout: float
    busy: type[Exception]
    has_turn = False

    def begin_writing(self) -> None:
        """Open a writing transaction when it is our turn.

        Raises:
            OperationalError: the driver's own, if SQLite still says "locked" at the end of the time.
        """
        until = time.monotonic() + self.timeout
        # Without a turn in time we ask SQLite all the same: it decides, and says so if it must.
        self.has_turn = self.has_turn or self.turns.take(self.timeout)
        driver: Any = self
        driver.execute("PRAGMA busy_timeout=0")
        try:
            while not self._has_begun(is_last_try=time.monotonic() >= until):
                time.sleep(_ASK_AGAIN_AFTER)
        except self.busy:
            self._end_turn()
            raise
        finally:
            driver.execute(f"PRAGMA busy_timeout={int(self.timeout * 1000)}")

    def _has_begun(self, *, is_last_try: bool) -> bool:
        driver: Any = self
        try:
            driver.execute("BEGIN IMMEDIATE")
        except self.busy as error:
            if is_last_try or "locked" not in str(error):
                raise
            return False
        return True

    def commit(self) -> None:
        """Commit, then let the next writer in; a commit that fails is still to be rolled back."""
        super().commit()  # type: ignore[misc] # the driver's connection stands behind us
        self._end_turn()

    def rollback(self) -> None:
        """Roll back, then let the next writer in."""
        try:
            super().rollback()  # type: ignore[misc] # as above
        finally:
            self._end_turn()

    def close(self) -> None:
        """Close, then let the next writer in."""
        try:
            super().close()  # type: ignore[misc] # as above
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self.turns.pass_on()


def connection_class(module: Any, turns: Turns, timeout: float) -> type[Any]:
    """Return ``module``'s connection class, whose writing transactions wait their turn for ``timeout`` seconds."""
    own = {"turns": turns, "timeout": timeout, "busy": module.OperationalError}
    return type("Connection", (TurnTaking, module.Connection), own)
