"""A real spreadsheet program without a window: what it makes of a file of ours.

Debian, Ubuntu: ``apt install libreoffice-calc``.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

_PATIENCE = 300
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# Comma, quotation mark, UTF-8, from the first line; every column as it is; and no formula left unseen.
_READING = "CSV:44,34,76,1"
_WRITING = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


@dataclass(frozen=True, slots=True)
class Cell:
    """What the spreadsheet holds in one cell: its kind, its formula if it has one, and what it shows."""

    kind: str
    formula: str | None
    shown: str


def program() -> str | None:
    """Return the program, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def opened(file: Path, folder: Path) -> list[list[Cell]]:
    """Return the cells as the spreadsheet holds them after opening a CSV file."""
    tree = ET.parse(_convert(file, folder, "fods"))  # noqa: S314 - written by the program that we started
    return [
        [cell for element in row if element.tag == f"{_TABLE}table-cell" for cell in _cells(element)]
        for row in tree.iter(f"{_TABLE}table-row")
        for _again in range(_repeated(row, "rows"))
    ]


def saved_again(file: Path, folder: Path) -> bytes:
    """Return the CSV that somebody gets who opens a CSV file and saves it."""
    return _convert(file, folder, _WRITING).read_bytes()


def _cells(element: ET.Element) -> list[Cell]:
    shown = "\n".join("".join(line.itertext()) for line in element.iter(f"{_TEXT}p"))
    cell = Cell(element.get(f"{_OFFICE}value-type", "empty"), element.get(f"{_TABLE}formula"), shown)
    return [cell] * (_repeated(element, "columns") if cell.kind != "empty" else 1)


def _repeated(element: ET.Element, what: str) -> int:
    has_text = element.find(f".//{_TEXT}p") is not None
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1")) if has_text else 1


def _convert(file: Path, folder: Path, wanted: str) -> Path:
    folder.mkdir(parents=True)
    command = [str(program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={_READING}", "--convert-to", wanted, "--outdir", str(folder), str(file)]
    finished = subprocess.run(
        command,
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    made = folder / f"{file.stem}.{wanted.partition(':')[0]}"
    assert made.exists(), finished.stdout + finished.stderr
    return made
