"""Whose processor time is counted."""

import subprocess
import sys
import time

from bench.processor import processor_time, used_between

BUSY = "import time\nwhile time.process_time() < 0.4: pass\nprint(flush=True)\ninput()"


def test_time_of_another_process_is_what_it_says_itself() -> None:
    with subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        idle = processor_time(other.pid)
        time.sleep(0.2)
        assert 0.4 <= processor_time(other.pid) < 0.8
        assert processor_time(other.pid) - idle < 0.1  # waiting costs nothing
        other.kill()


def test_a_process_that_came_later_began_at_nothing() -> None:
    assert used_between({1: 5.0}, {1: 5.5, 2: 0.25}) == 0.75


def test_a_process_that_ended_takes_nothing_back() -> None:
    assert used_between({1: 5.0, 2: 3.0}, {1: 5.5}) == 0.5
