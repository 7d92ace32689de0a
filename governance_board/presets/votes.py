"""A counted vote in words and numbers: from its published record alone, counted again as it is shown."""

import json
from dataclasses import dataclass

from flask_babel import gettext

from governance_board.enums import Formula, Sector
from governance_board.methods.records import replay_record
from governance_board.methods.votes import QuorumRule, Result
from governance_board.models import Motion
from governance_board.presets.labels import failing_text, formula_label, sector_label


@dataclass(frozen=True, slots=True)
class CountedVote:
    """What a vote came to: the numbers of each sector as rows, the quorum as a sum, and whether the replay agrees."""

    is_carried: bool
    formula: str
    rows: list[tuple[str, ...]]
    total: tuple[str, ...]
    quorum: str
    sum: str
    failings: list[str]
    record_hash: str
    agrees: bool

    @classmethod
    def of(cls, motion: Motion) -> "CountedVote":
        """Return the vote of a motion that was counted."""
        if motion.result is None:
            message = f"motion {motion.number} has no result"
            raise ValueError(message)
        result, agrees = replay_record(motion.result.record)
        told = json.loads(motion.result.record)
        return cls(
            is_carried=result.is_carried,
            formula=formula_label(result.formula),
            rows=[
                (
                    sector_label(one.sector),
                    *map(str, (one.entitled, one.present, one.yes, one.no, one.abstain)),
                )
                for one in result.sectors
            ],
            total=(gettext("All"), *(str(result.total(name)) for name in _NUMBERS)),
            quorum=quorum_sum(QuorumRule(**told["quorum"]), result),
            sum=formula_sum(result),
            failings=[failing_text(failing, _sectors(result.failing_sectors)) for failing in result.failings],
            record_hash=motion.result.record_hash,
            agrees=agrees,
        )


_NUMBERS = ("entitled", "present", "yes", "no", "abstain")


def quorum_sum(quorum: QuorumRule, result: Result) -> str:
    """Return the quorum with its numbers: ``present 5 × 2 > entitled 8 × 1``."""
    return "{present} × {denominator} {sign} {entitled} × {numerator}".format(
        present=result.total("present"),
        denominator=quorum.denominator,
        sign=_sign(
            result.total("present") * quorum.denominator,
            result.total("entitled") * quorum.numerator,
            is_more_than=quorum.is_more_than,
        ),
        entitled=result.total("entitled"),
        numerator=quorum.numerator,
    )


def formula_sum(result: Result) -> str:
    """Return the formula with its numbers: ``yes 5 × 3 ≥ (yes 5 + no 2) × 2``."""
    yes, no = result.total("yes"), result.total("no")
    if result.formula == Formula.TWO_THIRDS:
        sign = _sign(yes * 3, (yes + no) * 2, is_more_than=False)
        return f"{yes} × 3 {sign} ({yes} + {no}) × 2"
    if result.formula == Formula.NO_OBJECTION:
        return gettext("yes %(yes)s, no %(no)s", yes=yes, no=no)
    overall = f"{yes} {_sign(yes, no, is_more_than=True)} {no}"
    if result.formula == Formula.MAJORITY:
        return overall
    sectors = [
        f"{sector_label(one.sector)} {one.yes} {_sign(one.yes, one.no, is_more_than=True)} {one.no}"
        for one in result.sectors
        if one.entitled
    ]
    return gettext("%(overall)s; by sector: %(sectors)s", overall=overall, sectors=", ".join(sectors))


def _sign(left: int, right: int, *, is_more_than: bool) -> str:
    if is_more_than:
        return ">" if left > right else "≤"
    return "≥" if left >= right else "<"


def _sectors(sectors: tuple[Sector, ...]) -> str:
    return gettext(", ").join(sector_label(sector) for sector in sectors)
