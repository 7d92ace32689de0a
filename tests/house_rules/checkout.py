"""The files of the checkout, as the house rules read them."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def committed_files(root: Path = ROOT) -> list[Path]:
    """Return the paths, relative to ``root``, that git holds or would hold after ``git add``."""
    listing = git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    return sorted(Path(name) for name in listing.split("\0") if name and (root / name).is_file())


def git(root: Path, *arguments: str) -> str:
    """Return what git says about the checkout at ``root``."""
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def texts(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each committed text file with its content."""
    for path in committed_files(root):
        try:
            yield path, (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font: nothing to read


def plant(root: Path, name: str, content: str) -> None:
    """Put a file into the checkout at ``root``."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
