"""Every decision has a number of its own and stands in the list."""

import re
from pathlib import Path

from tests.house_rules.checkout import ROOT, plant


def faults(folder: Path) -> list[str]:
    """What is wrong with the decisions in ``folder``: their numbers, headings and places in the list."""
    found, seen = [], set[str]()
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for path in sorted(folder.glob("0*.md")):
        number, heading = path.name[:4], path.read_text(encoding="utf-8").splitlines()[0]
        if number in seen:
            found.append(f"{number} is given twice")
        seen.add(number)
        title = re.fullmatch(rf"# {int(number)}\. (.+)", heading)
        if title is None:
            found.append(f"{path.name} has the heading {heading!r}")
        elif f"| {number} | [{title[1]}]({path.name}) |" not in listed:
            found.append(f"{path.name} is not in the list")
    return found


def test_decisions_are_numbered_once_and_listed() -> None:
    assert faults(ROOT / "docs" / "decisions") == []


def test_fault_among_decisions_is_found_when_planted(tmp_path: Path) -> None:
    plant(tmp_path, "README.md", "| 0001 | [One](0001-one.md) |\n")
    plant(tmp_path, "0001-one.md", "# 1. One\n")
    plant(tmp_path, "0001-other.md", "# 1. Other\n")
    plant(tmp_path, "0002-two.md", "# Two\n")

    assert faults(tmp_path) == [
        "0001 is given twice",
        "0001-other.md is not in the list",
        "0002-two.md has the heading '# Two'",
    ]
