"""Reading a table of ideas: its encoding, its columns, and what each row says or lacks.

Pure and by streaming: a file of 100,000 rows is never held as rows.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contest.errors import FileUnreadable
from foundations.refusal import Refusal
from foundations.text_analysis.cells import restored_cell
from foundations.text_analysis.graphemes import count_graphemes, truncate
from foundations.text_analysis.hygiene import clean_line, clean_text
from foundations.words import N_

ENCODINGS = ("utf-8-sig", "cp932")
LONGEST_TITLE = 80
DERIVED_TITLE = 40
LONGEST_TEXT = 10_000
LONGEST_NAME = 100
MOST_ROWS = 100_000
FAULTS_KEPT = 200
TOLD_EVERY = 1_000
_FIRST_PRINTABLE = 0x20
_PIECE = 64 * 1024

csv.field_size_limit(1_000_000)


class IdeaColumn(StrEnum):
    """What a column of the file may hold."""

    TITLE = "title"
    PROBLEM = "problem"
    PROPOSAL = "proposal"
    DATA_NEEDED = "data_needed"
    AUTHOR = "author"
    DIVISION = "division"


_USUAL_HEADINGS = {
    IdeaColumn.TITLE: ("title", "タイトル", "件名", "題名", "提案名", "アイデア名"),
    IdeaColumn.PROBLEM: ("problem", "困りごと", "課題", "現状"),
    IdeaColumn.PROPOSAL: ("proposal", "提案", "意見", "本文", "内容", "コメント", "comment", "text", "body"),
    IdeaColumn.DATA_NEEDED: ("data_needed", "データ"),
    IdeaColumn.AUTHOR: ("author", "氏名", "名前", "提案者", "投稿者"),
    IdeaColumn.DIVISION: ("division", "部門"),
}

Columns = Mapping[IdeaColumn, int]
Progress = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class ImportedIdea:
    """What one row says."""

    title: str
    problem: str
    proposal: str
    data_needed: str
    author: str
    division: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell; ``row`` counts from 1 with the headings, as a spreadsheet does."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading a whole file found: ``faults`` are the first of ``fault_count``."""

    rows: int
    fault_count: int
    faults: list[Fault]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's bytes and the encoding that reads them; its rows are decoded as they are asked for."""

    content: bytes
    encoding: str

    def rows(self) -> Iterator[list[str]]:
        """Yield every row's cells.

        Raises:
            FileUnreadable: if it is not comma-separated text after all.
        """
        lines = io.TextIOWrapper(io.BytesIO(self.content), encoding=self.encoding, newline="")
        try:
            yield from csv.reader((line.replace("\0", "") for line in lines), strict=True)
        except csv.Error as error:
            raise FileUnreadable from error


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that was read once: what is kept of it, and what its headings tell."""

    content: bytes
    digest: bytes
    columns: dict[IdeaColumn, int]
    rows: int


def open_file(content: bytes) -> OpenedFile:
    """Read a file as far as its headings, and count its rows.

    Raises:
        FileUnreadable: if it is not a table.
    """
    table = open_table(content)
    columns = guess_columns(read_headings(table))
    return OpenedFile(content, hashlib.sha256(content).digest(), columns, count_rows(table))


def open_table(content: bytes) -> Table:
    """Return the file as a table: in UTF-8 with or without its mark, or in what Excel in Japan writes.

    Raises:
        FileUnreadable: if it is neither.
    """
    if any(byte < _FIRST_PRINTABLE and byte not in b"\t\r\n" for byte in content[:1000]):
        raise FileUnreadable  # a spreadsheet's own file, a picture: not text
    for encoding in ENCODINGS:
        try:
            for _piece in codecs.iterdecode(_pieces(content), encoding):
                pass
        except UnicodeDecodeError:
            continue
        return Table(content, encoding)
    raise FileUnreadable


def read_headings(table: Table) -> list[str]:
    """Return the first row's cells.

    Raises:
        FileUnreadable: if there is none, or it is not comma-separated text.
    """
    headings = next(table.rows(), [])
    if not any(heading.strip() for heading in headings):
        raise FileUnreadable
    return [clean_line(heading) for heading in headings]


def count_rows(table: Table) -> int:
    """Return how many rows below the headings are not empty."""
    return sum(1 for cells in table.rows() if any(cell.strip() for cell in cells)) - 1


def guess_columns(headings: Sequence[str]) -> dict[IdeaColumn, int]:
    """Return which column probably holds what: an exact heading first, then one that contains the word."""
    guessed: dict[IdeaColumn, int] = {}
    for wanted, words in _USUAL_HEADINGS.items():
        for word in words:
            matches = [n for n, heading in enumerate(headings) if heading.casefold() == word]
            matches += [n for n, heading in enumerate(headings) if word in heading.casefold()]
            free = [n for n in matches if n not in guessed.values()]
            if free:
                guessed[wanted] = free[0]
                break
    return guessed


def read_ideas(
    table: Table, columns: Columns, divisions: Sequence[str], *, after: int = 0
) -> Iterator[tuple[int, ImportedIdea | list[Fault]]]:
    """Yield each row's number and what it says, or what is wrong with it. Empty rows are passed over.

    Args:
        table: the whole file.
        columns: where each part stands; PROPOSAL must be among them.
        divisions: the names and slugs that a division cell may hold, if one is mapped.
        after: how many rows were read before; they are passed over.
    """
    headings, passed = read_headings(table), 0
    for number, cells in enumerate(table.rows(), start=1):
        if number == 1 or not any(cell.strip() for cell in cells):
            continue
        if passed < after:
            passed += 1
            continue
        if number > MOST_ROWS + 1:
            yield number, [Fault(number, "", N_("A file may have at most 100,000 rows."))]
            return
        yield number, _read_row(number, cells, headings, columns, divisions)


def check_table(
    table: Table, columns: Columns, divisions: Sequence[str], progress: Progress = lambda _done: True
) -> Checked | None:
    """Read every row and collect what is wrong.

    ``progress`` is told now and then how many rows are done; if it answers False, the
    reading stops and None is returned.
    """
    faults: list[Fault] = []
    count = done = 0
    for done, (_number, read) in enumerate(read_ideas(table, columns, divisions), start=1):
        if isinstance(read, list):
            count += len(read)
            faults += read[: FAULTS_KEPT - len(faults)]
        if done % TOLD_EVERY == 0 and not progress(done):
            return None
    return Checked(done, count, faults)


def _read_row(
    number: int, cells: Sequence[str], headings: Sequence[str], columns: Columns, divisions: Sequence[str]
) -> ImportedIdea | list[Fault]:
    if len(cells) != len(headings):
        return [Fault(number, "", N_("This row has more or fewer cells than the headings."))]
    values: dict[IdeaColumn, str] = {}
    faults: list[Fault] = []
    for column in IdeaColumn:
        position = columns.get(column)
        if position is None:
            values[column] = ""
            continue
        try:
            values[column] = _cell(column, cells[position])
        except Refusal as refusal:
            values[column] = ""
            faults.append(Fault(number, headings[position], refusal.message))
            continue
        message = _complaint(column, values[column], divisions)
        if message is not None:
            faults.append(Fault(number, headings[position], message))
    if faults:
        return faults
    title = values[IdeaColumn.TITLE] or derived_title(values[IdeaColumn.PROPOSAL])
    return ImportedIdea(**{str(column): value for column, value in values.items()} | {"title": title})


def derived_title(text: str) -> str:
    """Return the beginning of ``text`` up to its first full stop or line break, as a title."""
    line = text.lstrip("・-*○●■□◆◇ \u3000").split("\n", 1)[0]
    return truncate(line.split("。", 1)[0], DERIVED_TITLE)


def _cell(column: IdeaColumn, raw: str) -> str:
    text = restored_cell(raw)
    return clean_text(text) if column in _PARAGRAPHS else clean_line(text)


_PARAGRAPHS = {IdeaColumn.PROBLEM, IdeaColumn.PROPOSAL, IdeaColumn.DATA_NEEDED}
_LIMITS = {IdeaColumn.TITLE: LONGEST_TITLE, IdeaColumn.AUTHOR: LONGEST_NAME}


def _complaint(column: IdeaColumn, value: str, divisions: Sequence[str]) -> str | None:
    if column == IdeaColumn.PROPOSAL and not value:
        return N_("This cell is empty; an idea needs a text.")
    if column == IdeaColumn.DIVISION and value not in divisions:
        return N_("This is not a division of the contest.")
    # Characters bound graphemes from above: the exact count is taken only near the limit.
    limit = _LIMITS.get(column, LONGEST_TEXT)
    if len(value) > limit and count_graphemes(value) > limit:
        return N_("This text is too long.")
    return None


def _pieces(content: bytes) -> Iterator[bytes]:
    view = memoryview(content)
    for start in range(0, len(content), _PIECE):
        yield bytes(view[start : start + _PIECE])
