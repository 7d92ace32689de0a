"""Who – what – why as a drawn map: kinds of data, the purposes they serve, and who receives them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consent.queries.overview import ConsentLine
from foundations.web.languages import in_language

WIDTH = 328
_COLUMN, _GAP, _BETWEEN = 92, 26, 10
_LINE, _PADDING = 15, 7
_WIDE, _NARROW = 12.0, 6.6  # a character of the drawing's 12 px type, full width and half width
_ROOM = _COLUMN - 2 * _PADDING
_FIRST_WIDE = 0x1100


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its lines of text; ``x`` and ``y`` are its corner."""

    x: float
    y: float
    height: float
    lines: Sequence[str]

    @property
    def middle(self) -> float:
        """Where lines reach it."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Strand:
    """A line between two boxes, as an SVG path."""

    path: str
    is_permitted: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map: boxes column by column, what joins them, and how high it is."""

    boxes: Sequence[Box]
    strands: Sequence[Strand]
    height: float
    width: int = WIDTH
    column: int = _COLUMN
    line: int = _LINE
    padding: int = _PADDING


def draw_map(lines: Sequence[ConsentLine]) -> Drawing | None:
    """Return the map of a person's consents, permitted strands marked; None where nothing is asked."""
    drawn = [line for line in lines if line.is_asked or line.records]
    if not drawn:
        return None
    whats = {kind.slug: in_language(kind, "name") for line in drawn for kind in line.version.kinds}
    whys = {line.purpose.slug: in_language(line.version, "title") for line in drawn}
    whos = {line.recipient.slug: in_language(line.recipient, "name") for line in drawn}
    columns = [_column(texts.values(), place) for place, texts in enumerate((whats, whys, whos))]
    height = max(column[-1].y + column[-1].height for column in columns)
    what, why, who = (
        dict(zip(keys, _centred(column, height), strict=True))
        for keys, column in zip((whats, whys, whos), columns, strict=True)
    )
    asked = {(kind.slug, line.purpose.slug): False for line in drawn for kind in line.version.kinds}
    asked |= {(kind.slug, line.purpose.slug): True for line in drawn for kind in line.kinds}
    strands = [_strand(what[kind], why[purpose], is_permitted=yes) for (kind, purpose), yes in asked.items()]
    strands += [
        _strand(why[line.purpose.slug], who[line.recipient.slug], is_permitted=bool(line.kinds)) for line in drawn
    ]
    strands.sort(key=lambda strand: strand.is_permitted)  # what is permitted lies on top
    return Drawing([*what.values(), *why.values(), *who.values()], strands, height)


def _column(texts: Iterable[str], place: int) -> list[Box]:
    boxes, y = [], 0.0
    for text in texts:
        wrapped = wrap(text, _ROOM)
        height = len(wrapped) * _LINE + 2 * _PADDING
        boxes.append(Box(place * (_COLUMN + _GAP), y, height, wrapped))
        y += height + _BETWEEN
    return boxes


def _centred(column: Sequence[Box], height: float) -> list[Box]:
    shift = (height - column[-1].y - column[-1].height) / 2
    return [Box(box.x, box.y + shift, box.height, box.lines) for box in column]


def _strand(left: Box, right: Box, *, is_permitted: bool) -> Strand:
    start, end = left.x + _COLUMN, right.x
    bend = (start + end) / 2
    path = f"M{start:g} {left.middle:g}C{bend:g} {left.middle:g} {bend:g} {right.middle:g} {end:g} {right.middle:g}"
    return Strand(path, is_permitted)


def wrap(text: str, room: float) -> list[str]:
    """Return ``text`` in lines of at most ``room`` pixels, cut between words, or anywhere in Japanese."""
    lines, used = [""], 0.0
    for piece in _pieces(text):
        width = sum(_WIDE if ord(character) >= _FIRST_WIDE else _NARROW for character in piece)
        if used and used + width > room:
            lines.append("")
            used = 0.0
            piece = piece.lstrip()
        lines[-1] += piece
        used += width
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for character in text:
        if pieces and not character.isspace() and ord(character) < _FIRST_WIDE and ord(pieces[-1][-1]) < _FIRST_WIDE:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
