"""The council as a horseshoe of seats: who sits where, or how each seat voted. Its table says the same in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext

from foundations.web.languages import in_language
from governance_board.enums import Vote
from governance_board.models import Motion, Seat
from governance_board.presets.labels import sector_label, vote_label
from governance_board.queries.seats import FilledSeat

WIDTH, HEIGHT = 340, 190
_CENTRE, _OUTER, _INNER, _LIFT = 170, 138, 84, 165
_GLYPHS = {Vote.YES: "○", Vote.NO: "×", Vote.ABSTAIN: "△"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn seat: where, in which look (the class of its circle), and the sign on it."""

    x: float
    y: float
    look: str
    glyph: str


@dataclass(frozen=True, slots=True)
class SectorName:
    """The name of a sector inside its part of the horseshoe."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class SeatChart:
    """The drawing and its table: a row for each seat, its number, name, sector, person and state."""

    marks: list[Mark]
    sectors: list[SectorName]
    rows: Sequence[tuple[str, ...]]


def chart_of_members(seats: Sequence[FilledSeat]) -> SeatChart:
    """Draw who sits in the council now."""
    looks = [("filled" if one.is_filled else "vacant", str(one.seat.number)) for one in seats]
    rows = [
        (
            in_language(one.seat, "name"),
            sector_label(one.seat.sector),
            one.member.person.name if one.member else gettext("vacant"),
            one.substitute.person.name if one.substitute else "–",
        )
        for one in seats
    ]
    return _draw([one.seat for one in seats], looks, rows)


def chart_of_vote(motion: Motion, present: Sequence[int]) -> SeatChart:
    """Draw how the seats on the roll voted; ``present`` are the seats in the room."""
    votes = {vote.seat_id: vote for vote in motion.votes}
    recused = {one.seat_id for one in motion.recusals}
    looks, rows = [], []
    for entry in motion.roll:
        vote = votes.get(entry.seat_id)
        look, glyph, words = _state(entry.seat_id, Vote(vote.choice) if vote else None, recused, present)
        looks.append((look, glyph))
        name = vote.person.name if vote else "–"
        rows.append((in_language(entry.seat, "name"), sector_label(entry.sector), name, words))
    return _draw([entry.seat for entry in motion.roll], looks, rows)


def _state(seat: int, vote: Vote | None, recused: set[int], present: Sequence[int]) -> tuple[str, str, str]:
    if seat in recused:
        return "recused", "–", gettext("recused")
    if vote is not None:
        return vote.value, _GLYPHS[vote], vote_label(vote)
    return ("silent", "", gettext("no vote")) if seat in present else ("absent", "", gettext("absent"))


def _draw(seats: Sequence[Seat], looks: Sequence[tuple[str, str]], rows: Sequence[tuple[str, ...]]) -> SeatChart:
    angles = [math.pi * (1 - (place + 0.5) / max(len(seats), 1)) for place in range(len(seats))]
    marks = [Mark(*_point(angle, _OUTER), look, glyph) for angle, (look, glyph) in zip(angles, looks, strict=True)]
    names = []
    for sector, group in groupby(zip(seats, angles, strict=True), key=lambda pair: pair[0].sector):
        inside = [angle for _seat, angle in group]
        names.append(SectorName(*_point(sum(inside) / len(inside), _INNER), sector_label(sector)))
    return SeatChart(marks, names, rows)


def _point(angle: float, radius: int) -> tuple[float, float]:
    return round(_CENTRE + radius * math.cos(angle), 1), round(_LIFT - radius * math.sin(angle), 1)
