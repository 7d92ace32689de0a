"""The glossary names things as the code does."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GROUND = {"web", "ledger", "mail", "search", "scheduling", "files"}


def rows() -> list[list[str]]:
    table = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table if line.startswith("| ")]
    return cells[2:]  # the heading and its rule


def words_of(room: str) -> set[str]:
    """The classes that the room defines, and every word in small letters."""
    folder = ROOT / "foundations" / room if room in GROUND else ROOT / room
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    return {word for text in texts for word in re.findall(r"(?<=^class )\w+|\b[a-z]\w*", text, re.MULTILINE)}


def test_glossary_rows_are_whole_and_differ() -> None:
    assert all(len(row) == 5 and all(row) for row in rows())
    assert all(row[4].endswith((".", "…")) for row in rows())
    assert len({row[0] for row in rows()}) == len({(row[1], row[3]) for row in rows()}) == len(rows())


def test_glossary_code_names_stand_in_the_code() -> None:
    words: dict[str, set[str]] = {}
    missing = [
        (room, name)
        for _, _, names, room, _ in rows()
        for name in re.findall(r"`(\w+)`", names)
        if name not in words.setdefault(room, words_of(room))
    ]

    assert missing == []


def test_glossary_marks_every_code_name_as_built_or_planned() -> None:
    assert all(re.fullmatch(r"(`\w+`|\*\w+\*)(, (`\w+`|\*\w+\*))*", row[2]) for row in rows())
