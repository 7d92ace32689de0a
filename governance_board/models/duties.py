"""The division of roles as data: who is responsible for what, in published versions."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.append_only import APPEND_ONLY
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, row_id, short_text
from governance_board.enums import Part, Party


class RoleMatrix(Base):
    """One published version of the matrix; the latest counts."""

    __tablename__ = "role_matrices"
    __table_args__ = (UniqueConstraint("version"), {"info": APPEND_ONLY})

    id: Mapped[row_id]
    version: Mapped[int] = mapped_column(SmallInteger)
    published_at: Mapped[instant]
    published_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))

    responsibilities: Mapped[list["Responsibility"]] = relationship(order_by="Responsibility.position")


class Responsibility(Base):
    """A row of the matrix."""

    __tablename__ = "responsibilities"
    __table_args__ = (UniqueConstraint("matrix_id", "position"), {"info": APPEND_ONLY})

    id: Mapped[row_id]
    matrix_id: Mapped[int] = mapped_column(RowId, ForeignKey("role_matrices.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    name_ja: Mapped[short_text]
    name_en: Mapped[short_text]

    cells: Mapped[list["MatrixCell"]] = relationship()


class MatrixCell(Base):
    """What one party does about one responsibility. One party at most is accountable for it."""

    __tablename__ = "matrix_cells"
    __table_args__ = (
        Index(
            "uq_matrix_cells_accountable",
            "responsibility_id",
            unique=True,
            sqlite_where=text("part = 'accountable'"),
            postgresql_where=text("part = 'accountable'"),
        ),
        CheckConstraint(f"party IN ({', '.join(repr(one.value) for one in Party)})", name="party_is_known"),
        CheckConstraint(f"part IN ({', '.join(repr(one.value) for one in Part)})", name="part_is_known"),
        {"info": APPEND_ONLY},
    )

    responsibility_id: Mapped[int] = mapped_column(RowId, ForeignKey("responsibilities.id"), primary_key=True)
    party: Mapped[Party] = mapped_column(String(20), primary_key=True)
    part: Mapped[Part] = mapped_column(String(20))
