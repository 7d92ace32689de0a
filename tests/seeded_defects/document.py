"""Writes ``docs/promises.md`` from the two tables: ``python -m tests.seeded_defects.document``."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house_rules.checkout import ROOT
from tests.seeded_defects.table import read_defects

DOCUMENT = ROOT / "docs" / "promises.md"
TABLE = Path(__file__).parent / "promises.toml"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in our words, the tests that show it, and what they do not show yet.

    ``check`` are tests of ``./do check``; ``trust`` those that ``./do trust`` runs, longer
    or with larger numbers.
    """

    number: str
    text: str
    check: tuple[str, ...]
    trust: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()


def read_promises() -> list[Promise]:
    """Return the promises in the order of their numbers."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["promise"]
    return [
        Promise(number, row["text"], *(tuple(row.get(name, ())) for name in ("check", "trust", "not_yet")))
        for number, row in sorted(rows.items())
    ]


def named_tests(promise: Promise) -> tuple[str, ...]:
    """Return the names of all tests that show the promise."""
    return promise.check + promise.trust


def promises_document() -> str:
    """Return the document: how to read it, then a section for each promise."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    sections = "\n".join("\n".join(_section(promise)) for promise in read_promises())
    return f"{table['head'].strip()}\n\n{sections}"


def _section(promise: Promise) -> Iterator[str]:
    yield f"## {promise.number}: {promise.text}\n"
    yield from _tests("./do check", promise.check)
    yield from _tests("./do trust", promise.trust)
    for defect in read_defects():
        if defect.promise == promise.number:
            engine = "" if defect.engine == "sqlite" else ", on PostgreSQL"
            yield f"- **Seen to fail** when {defect.what} (`{defect.file}`{engine})."
    yield from (f"- *Not shown yet*: {text}" for text in promise.not_yet)
    yield ""


def _tests(command: str, names: tuple[str, ...]) -> Iterator[str]:
    files: dict[str, list[str]] = {}
    for name in names:
        file, _, test = name.partition("::")
        files.setdefault(file, []).append(f"`{test}`")
    yield from (f"- `{command}`: [{file}](../{file}): {', '.join(tests)}" for file, tests in files.items())


if __name__ == "__main__":
    DOCUMENT.write_text(promises_document(), encoding="utf-8")
