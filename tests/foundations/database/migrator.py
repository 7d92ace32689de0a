"""A migration that dies in the middle: ``python -m tests.foundations.database.migrator STATEMENT WORDS…``.

It runs ``flask db WORDS…`` and kills itself, as ``kill -9`` would, right after the
given one of the statements that make or drop a table or an index; if there are fewer,
it finishes and says so.
"""

import itertools
import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from app import create_app

_CHANGES = ("CREATE", "DROP")
_ALEMBICS_OWN = "alembic_version"


def main(last: int, words: list[str]) -> None:
    """Migrate, and die after statement number ``last``."""
    app = create_app()
    numbers = itertools.count(1)

    def count(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
        changes_schema = statement.lstrip().upper().startswith(_CHANGES) and _ALEMBICS_OWN not in statement
        if changes_schema and next(numbers) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    result = app.test_cli_runner().invoke(args=["db", *words])
    if result.exit_code:
        sys.exit(f"{result.output}\n{result.exception!r}")
    print(f"there were only {next(numbers) - 1}")  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
