"""``python -m tests.seeded_defects [R-14 …]``: plant the defects of these promises (all of them) and look."""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.seeded_defects.proving import Copy, complaints_with, complaints_without
from tests.seeded_defects.table import Defect, read_defects


def main(wanted: list[str]) -> int:
    """Print a line for each defect; return how many were not caught."""
    chosen = [defect for defect in read_defects() if not wanted or defect.promise in wanted]
    defects = [defect for defect in chosen if can_run(defect)]
    for left_out in [defect for defect in chosen if not can_run(defect)]:
        say(f"left out    {left_out}: YORIAI_TEST_POSTGRES_URL names no server")
    if not defects:
        say("no such promise in the table")
        return 1
    with tempfile.TemporaryDirectory(prefix="yoriai-defects-", dir="/tmp") as folder:
        copy = Copy(Path(folder))
        wrong = complaints_without(defects, copy)
        for complaint in wrong:
            say(f"NOT SOUND   {complaint}")
        for defect in defects:
            begun = time.monotonic()
            complaints = complaints_with(defect, copy)
            wrong += complaints
            say(f"{'NOT CAUGHT' if complaints else 'caught':<11} {defect} ({time.monotonic() - begun:.0f} s)")
            for complaint in complaints:
                say(complaint)
    say(f"{len(defects)} defects, {len(wrong)} complaints")
    return len(wrong)


def can_run(defect: Defect) -> bool:
    """Tell whether there is a server for the defect's engine."""
    return defect.engine == "sqlite" or "YORIAI_TEST_POSTGRES_URL" in os.environ


def say(text: str) -> None:
    """Tell the person at once."""
    print(text, flush=True)  # noqa: T201 - a command speaks by printing


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
