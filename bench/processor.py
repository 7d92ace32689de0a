"""How much processor time other processes have used, to the nanosecond. Linux only."""

import time
from collections.abc import Iterable

_WHOLE_PROCESS, _SCHEDULED = 0, 2


def processor_time(process_id: int) -> float:
    """Return the seconds that a process, all its threads together, has had a processor for.

    The number of another process's clock is made as clock_getcpuclockid(3) makes it.
    ``/proc/PID/stat`` tells the same in steps of ten milliseconds, longer than a request.

    Raises:
        OSError: if there is no such process.
    """
    return time.clock_gettime((~process_id << 3) | _WHOLE_PROCESS | _SCHEDULED)


def processor_times(process_ids: Iterable[int]) -> dict[int, float]:
    """Return the processor time of each process."""
    return {process_id: processor_time(process_id) for process_id in process_ids}


def used_between(before: dict[int, float], after: dict[int, float]) -> float:
    """Return the seconds used by the processes of ``after``; one that is new began at nothing."""
    return sum(seconds - before.get(process_id, 0.0) for process_id, seconds in after.items())
