"""Publishing the division of roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.methods import Actor
from foundations.database.session import db
from governance_board.enums import Part, Party
from governance_board.errors import MatrixIncomplete
from governance_board.models import MatrixCell, Responsibility, RoleMatrix
from governance_board.queries.seats import next_number
from governance_board.services.acts import hold_council, record_act

if TYPE_CHECKING:
    from foundations.ledger.commitments import Json


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the matrix: what is to be done, and each party's part in it."""

    name_ja: str
    name_en: str
    parts: Mapping[Party, Part]


def publish_role_matrix(*, duties: Sequence[Duty], by: Actor) -> RoleMatrix:
    """Publish a new version of the matrix.

    Raises:
        MatrixIncomplete: if a responsibility has not exactly one party that is accountable.
    """
    hold_council()
    if not duties or any(list(duty.parts.values()).count(Part.ACCOUNTABLE) != 1 for duty in duties):
        raise MatrixIncomplete
    matrix = RoleMatrix(version=next_number(RoleMatrix.version), published_at=by.at, published_by_id=by.person_id)
    matrix.responsibilities = [
        Responsibility(
            position=position,
            name_ja=duty.name_ja,
            name_en=duty.name_en,
            cells=[MatrixCell(party=party, part=part) for party, part in duty.parts.items()],
        )
        for position, duty in enumerate(duties, start=1)
    ]
    db.session.add(matrix)
    db.session.flush()
    rows: list[Json] = [
        {"name": duty.name_ja, "parts": {Party(party).value: Part(part).value for party, part in duty.parts.items()}}
        for duty in duties
    ]
    record_act("roles_published", {"version": matrix.version, "rows": rows}, subject="council:1", by=by)
    return matrix
