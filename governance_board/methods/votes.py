"""Whether a motion carries: quorum, recusal and the declared formula, with every number.

A recused seat is counted nowhere: neither as present nor in any denominator. Shares are
compared in whole numbers (``yes * 3 >= cast * 2``), never as fractions, so that the
printed numbers replay to the same result. An abstention is present but not cast:
majorities are taken of yes and no (Robert's Rules of Order, 12th edition, 44:1 and 44:3).

- *majority*: more yes than no;
- *two thirds*: yes at least two thirds of yes and no;
- *double majority*: a majority, and one in every sector that has a seat to vote with;
- *no objection*: nobody says no, and somebody says yes: silence alone decides nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from governance_board.enums import Failing, Formula, Sector, Vote


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """How many seats must be present: a share of those that may vote, and so many of each sector.

    The share is ``numerator / denominator``; more than it must be present where
    ``is_more_than`` (an absolute majority is *more than* 1/2), else at least it.
    """

    numerator: int = 1
    denominator: int = 2
    is_more_than: bool = True
    of_sector: int = 1

    def is_met(self, present: int, entitled: int) -> bool:
        """Tell whether ``present`` of ``entitled`` seats are enough."""
        have, need = present * self.denominator, entitled * self.numerator
        return have > need if self.is_more_than else have >= need


@dataclass(frozen=True, slots=True)
class SectorCount:
    """One sector in numbers: seats that may vote on this motion, those present, and how they voted."""

    sector: Sector
    entitled: int
    present: int
    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a vote came to. ``failings`` is empty if the motion carried."""

    formula: Formula
    sectors: tuple[SectorCount, ...]
    failings: tuple[Failing, ...]
    failing_sectors: tuple[Sector, ...] = ()

    @property
    def is_carried(self) -> bool:
        """Whether the motion carried."""
        return not self.failings

    def total(self, name: str) -> int:
        """Return the sum over the sectors of ``entitled``, ``present``, ``yes``, ``no`` or ``abstain``."""
        return sum(getattr(count, name) for count in self.sectors)


def count_votes(
    seats: Mapping[int, Sector],
    *,
    present: Collection[int],
    recused: Collection[int],
    votes: Mapping[int, Vote],
    formula: Formula,
    quorum: QuorumRule,
) -> Result:
    """Count a vote of the council.

    Args:
        seats: every filled seat and its sector.
        present: the seats in the room (or, in a circulation, those that answered).
        recused: the seats that may not take part in this motion.
        votes: how seats voted; those of seats recused or absent are refused.
        formula: what the motion needs.
        quorum: what makes the vote valid.

    Raises:
        ValueError: if a vote stands for a seat that may not vote here.
    """
    entitled = {seat: sector for seat, sector in seats.items() if seat not in recused}
    here = {seat for seat in entitled if seat in present}
    strangers = votes.keys() - here
    if strangers:
        message = f"votes of seats that may not vote on this motion: {sorted(strangers)}"
        raise ValueError(message)
    counts = tuple(
        _count(sector, [seat for seat in entitled if entitled[seat] == sector], here, votes)
        for sector in sorted(set(seats.values()), key=list(Sector).index)
    )
    failings, failing_sectors = judge_counts(counts, formula, quorum)
    return Result(formula, counts, failings, failing_sectors)


def _count(sector: Sector, seats: Collection[int], here: Collection[int], votes: Mapping[int, Vote]) -> SectorCount:
    cast = [votes[seat] for seat in seats if seat in votes]
    return SectorCount(
        sector,
        entitled=len(seats),
        present=sum(seat in here for seat in seats),
        yes=cast.count(Vote.YES),
        no=cast.count(Vote.NO),
        abstain=cast.count(Vote.ABSTAIN),
    )


def judge_counts(
    counts: Collection[SectorCount], formula: Formula, quorum: QuorumRule
) -> tuple[tuple[Failing, ...], tuple[Sector, ...]]:
    """Judge the numbers alone, as anybody can from the published record; return what fails and in which sectors."""
    failings: list[Failing] = []
    failing_sectors: list[Sector] = []
    if not quorum.is_met(sum(count.present for count in counts), sum(count.entitled for count in counts)):
        failings.append(Failing.NO_QUORUM)
    # A sector whose every seat is recused has no say in the motion, and cannot stop it by having none.
    lacking = [count.sector for count in counts if count.present < min(quorum.of_sector, count.entitled)]
    if lacking:
        failings.append(Failing.NO_SECTOR_QUORUM)
        failing_sectors += lacking
    failed, against = _judge_formula(counts, formula)
    return (*failings, *failed), (*failing_sectors, *against)


def _judge_formula(counts: Collection[SectorCount], formula: Formula) -> tuple[list[Failing], list[Sector]]:
    yes, no = sum(count.yes for count in counts), sum(count.no for count in counts)
    if formula == Formula.NO_OBJECTION:
        return ([Failing.OBJECTION] if no else [] if yes else [Failing.NOT_ENOUGH_YES]), []
    is_enough = yes > 0 and yes * 3 >= (yes + no) * 2 if formula == Formula.TWO_THIRDS else yes > no
    failed = [] if is_enough else [Failing.NOT_ENOUGH_YES]
    if formula != Formula.DOUBLE_MAJORITY:
        return failed, []
    against = [count.sector for count in counts if count.entitled and count.yes <= count.no]
    return failed + ([Failing.SECTOR_AGAINST] if against else []), against
