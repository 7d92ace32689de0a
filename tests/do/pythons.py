"""The Pythons of this machine."""

import re
import shutil
import subprocess
from functools import cache
from itertools import chain
from pathlib import Path

Version = tuple[int, int]


@cache
def _found() -> dict[Version, str]:
    """One working Python of each version, by what it says of itself."""
    names = [f"python3.{minor}" for minor in range(6, 20)]
    on_path = (path for path in map(shutil.which, names) if path)
    by_pyenv = map(str, Path.home().glob(".pyenv/versions/3.*/bin/python"))
    found: dict[Version, str] = {}
    for path in chain(on_path, by_pyenv):
        finished = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        said = re.match(r"Python 3\.(\d+)", finished.stdout)
        if finished.returncode == 0 and said:
            found.setdefault((3, int(said[1])), path)
    return found


def pythons_here(*, older_than: Version = (4, 0), least: Version = (3, 0)) -> list[str]:
    """Return the Pythons from ``least`` on that are ``older_than`` a version, the oldest first."""
    return [path for version, path in sorted(_found().items()) if least <= version < older_than]
