"""What is read from ``defects.toml``, and whether it still fits the project."""

import ast
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house_rules.checkout import ROOT

TABLE = Path(__file__).parent / "defects.toml"

# What the second issue asks for; a promise without a defect has not been seen to fail.
DUE = (
    *("R-01", "R-02", "R-03", "R-09", "R-12", "R-13", "R-14", "R-15", "R-19", "R-24", "R-25", "R-27", "R-28", "R-30"),
    *("R-32", "R-33", "R-34", "R-36", "R-37", "R-39", "R-41", "R-43", "R-44", "R-52", "R-53", "R-56", "R-61"),
)


@dataclass(frozen=True, slots=True)
class Defect:
    """Lines of a file, what stands there instead, and the tests that must fail over it."""

    promise: str
    what: str
    file: str
    replace: str
    by: str
    fails: tuple[str, ...]
    engine: str = "sqlite"

    def planted_in(self, text: str) -> str:
        """Return the file's text with the defect.

        Raises:
            ValueError: unless the lines stand in it exactly once.
        """
        if text.count(self.replace) != 1:
            message = f"{self}: its lines stand {text.count(self.replace)} times in {self.file}"
            raise ValueError(message)
        return text.replace(self.replace, self.by)

    def __str__(self) -> str:
        return f"{self.promise}, {self.what}"


def read_defects(table: Path = TABLE) -> list[Defect]:
    """Return the table, in its order."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    return [
        Defect(promise=promise, **{**row, "fails": tuple(row["fails"])})
        for promise, defects in rows.items()
        for row in defects
    ]


def stale_defects(defects: Sequence[Defect], root: Path = ROOT) -> list[str]:
    """Return what no longer fits: lines that are gone, spoilt files that would not even load, tests that are gone."""
    return [complaint for defect in defects for complaint in _staleness(defect, root)]


def missing_tests(names: Sequence[str], root: Path = ROOT) -> list[str]:
    """Return the names of tests (``path::function`` or ``path::function[case]``) that are not there."""
    return [name for name in names if name.partition("[")[0] not in _tests_of_file(root, Path(name.partition("::")[0]))]


def _staleness(defect: Defect, root: Path) -> Iterator[str]:
    path = root / defect.file
    if not path.is_file():
        yield f"{defect}: {defect.file} is gone"
        return
    try:
        spoilt = defect.planted_in(path.read_text(encoding="utf-8"))
        if path.suffix == ".py":
            ast.parse(spoilt)
    except (ValueError, SyntaxError) as error:
        yield f"{defect}: {error}" if isinstance(error, SyntaxError) else str(error)
    yield from (f"{defect}: {name} is gone" for name in missing_tests(defect.fails, root))


@cache
def _tests_of_file(root: Path, path: Path) -> frozenset[str]:
    if not (root / path).is_file():
        return frozenset()
    tree = ast.parse((root / path).read_text(encoding="utf-8"))
    return frozenset(
        f"{path.as_posix()}::{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
