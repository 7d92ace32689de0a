"""R-19: LibreOffice opens our files and finds text in every cell, whatever people typed."""

import datetime as dt
from pathlib import Path

import pytest

from contest.methods.imports import IdeaColumn, ImportedIdea, open_table, read_ideas
from foundations.text_analysis.hygiene import clean_text
from foundations.web.open_data import Column, OpenDataSet, as_csv
from tests.front_door import spreadsheet
from tests.texts.torture import BROKEN, TORTURE

pytestmark = [
    pytest.mark.trust,
    pytest.mark.skipif(
        spreadsheet.program() is None, reason="no LibreOffice here (Debian, Ubuntu: apt install libreoffice-calc)"
    ),
]

NOON = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)
STARTS = "=+-@\t\0\r\n＝＋－＠"
# What would happen if it were computed: a sum, a link out, a program, a number, a date, an error.
CONTINUED = (
    "1+1", "SUM(1;2)", 'HYPERLINK("http://127.0.0.2/";"x")', "cmd|' /C calc'!A0", "1", "A1", "2026-07-01",
    'WEBSERVICE("http://127.0.0.2/")', 'DDE("soffice";"x";"y")', "'=1+1", "NOSUCHFUNCTION()", "x",
)  # fmt: skip
HOSTILE = [f"{start}{rest}" for start in STARTS for rest in CONTINUED]
HOSTILE += [f"{start}{other}1+1" for start in STARTS for other in STARTS]
HOSTILE += [f"{quotes}{start}1+1" for quotes in ("'", "''") for start in STARTS]
STRANGE = [text for name, text in TORTURE if name not in BROKEN and text.strip()]


def file_of(texts: list[str], folder: Path) -> Path:
    """A published file with a number and a text in each row."""
    columns = [Column("number", "integer", ""), Column("proposal", "string", "")]
    published = OpenDataSet("ideas", "", "", columns, lambda _at: list(enumerate(texts, start=1)))
    file = folder / "ideas.csv"
    file.write_text("".join(as_csv(published, NOON)), encoding="utf-8", newline="")
    return file


def test_spreadsheet_computes_no_cell_of_ours(tmp_path: Path) -> None:
    heading, *rows = spreadsheet.opened(file_of(HOSTILE, tmp_path), tmp_path / "opened")

    assert [cell.shown for cell in heading] == ["number", "proposal"]
    assert [row[0].shown for row in rows] == [str(number) for number in range(1, len(HOSTILE) + 1)]
    computed = [(text, row[1]) for text, row in zip(HOSTILE, rows, strict=True) if not is_text(row[1])]
    assert computed == []


def is_text(cell: spreadsheet.Cell) -> bool:
    """Tell whether the spreadsheet shows the cell as it is, with the sign that made it harmless."""
    return (cell.kind, cell.formula, cell.shown[:1]) == ("string", None, "'")


def test_spreadsheet_finds_no_formula_in_any_strange_text(tmp_path: Path) -> None:
    cells = spreadsheet.opened(file_of(STRANGE, tmp_path), tmp_path / "opened")

    assert len(cells) == len(STRANGE) + 1
    assert [cell for row in cells for cell in row if cell.formula is not None] == []


def test_text_comes_back_from_a_spreadsheet_that_saved_it(tmp_path: Path) -> None:
    # No field keeps a NUL, and a spreadsheet drops it: then nothing tells why the apostrophe stands there.
    texts = [text for text in HOSTILE + STRANGE if clean_text(text) and "\0" not in text]
    saved = spreadsheet.saved_again(file_of(texts, tmp_path), tmp_path / "saved")

    read = [row for _number, row in read_ideas(open_table(saved), {IdeaColumn.PROPOSAL: 1}, [])]
    assert len(read) == len(texts)
    changed = [
        (text, row)
        for text, row in zip(texts, read, strict=True)
        if not isinstance(row, ImportedIdea) or row.proposal != clean_text(text)
    ]
    assert changed == []
