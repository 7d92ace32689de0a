"""A copy of the project in which one defect after another is planted, and what the tests say to it."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.house_rules.checkout import ROOT, committed_files
from tests.seeded_defects import outcomes
from tests.seeded_defects.table import Defect

_SET_UP = ("static/vendor/*", "locales/*/LC_MESSAGES/*")  # what set-up brings; git does not hold it
_PATIENCE = 600
_PLUGIN = "outcomes_of_a_copy"


class Ending(NamedTuple):
    """How one test ended: passed, failed (by assertion), skipped or broken, and its last words."""

    test: str
    ended: str
    words: str

    def is_of(self, name: str) -> bool:
        """Tell whether this is the test ``name``, or one of its cases."""
        return self.test == name or self.test.startswith(f"{name}[")


class Copy:
    """The project's files in a folder where they may be spoilt."""

    def __init__(self, folder: Path, source: Path = ROOT) -> None:
        """Copy all that git holds or would hold, and what the set-up made."""
        self.root = folder / "copy"
        self._plugins = folder / "plugins"
        made = (path.relative_to(source) for pattern in _SET_UP for path in source.glob(pattern))
        for path in [*committed_files(source), *made]:
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / path, self.root / path)
        self._plugins.mkdir()
        shutil.copy2(outcomes.__file__, self._plugins / f"{_PLUGIN}.py")

    @contextmanager
    def planted(self, defect: Defect) -> Iterator[None]:
        """Let the copy have the defect while the block runs."""
        path = self.root / defect.file
        sound = path.read_text(encoding="utf-8")
        _rewrite(path, defect.planted_in(sound))
        try:
            yield
        finally:
            _rewrite(path, sound)

    def run(self, tests: Sequence[str], engine: str) -> list[Ending]:
        """Run tests in the copy; return how each ended."""
        found = self._plugins / "outcomes"
        found.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", "-q", "-p", _PLUGIN, "-p", "no:cacheprovider", "-p", "no:randomly"]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "YORIAI_"))}
        kept |= {name: value for name, value in os.environ.items() if name.startswith("YORIAI_TEST_")}
        own = {"YORIAI_TEST_ENGINE": engine, "YORIAI_TEST_OUTCOMES": str(found), "PYTHONPATH": str(self._plugins)}
        finished = subprocess.run(
            [*command, "-n", "0", *dict.fromkeys(tests)],
            cwd=self.root,
            env=kept | own,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
        if not found.exists():
            return [Ending(name, "broken", finished.stdout[-2000:] + finished.stderr[-2000:]) for name in tests]
        return [Ending(**json.loads(line)) for line in found.read_text(encoding="utf-8").splitlines()]


def complaints_without(defects: Sequence[Defect], copy: Copy) -> list[str]:
    """Run what the defects name in the sound copy; return which tests do not pass there."""
    found = []
    for engine in sorted({defect.engine for defect in defects}):
        names = list(dict.fromkeys(name for one in defects if one.engine == engine for name in one.fails))
        endings = copy.run(names, engine)
        for name in names:
            ended = [ending for ending in endings if ending.is_of(name)] or [Ending(name, "not found", "")]
            found += [
                f"{one.test} without any defect: {one.ended}\n{one.words}" for one in ended if one.ended != "passed"
            ]
        found += [f"{one.test}: {one.words}" for one in endings if one.ended == "broken" and "::" not in one.test]
    return found


def complaints_with(defect: Defect, copy: Copy) -> list[str]:
    """Plant the defect and run the tests that it names; return which of them do not notice it by an assertion."""
    with copy.planted(defect):
        endings = copy.run(defect.fails, defect.engine)
    complaints = []
    for name in defect.fails:
        ended = {ending.ended for ending in endings if ending.is_of(name)}
        if "failed" not in ended:
            words = "\n".join(ending.words for ending in endings if ending.ended == "broken")
            complaints.append(f"{defect}: {name} {' and '.join(sorted(ended)) or 'did not run'}\n{words}".strip())
    return complaints


def _rewrite(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    # A compiled file is known by its source's size and second: both may be the same after a quick change.
    if path.suffix == ".py":
        Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)
