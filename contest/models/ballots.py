"""Ballots and their picks. Every limit of the ballot rule is a constraint here."""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.contests import Contest
from contest.models.ideas import Idea
from foundations.database.base import Base
from foundations.database.columns import RowId, digest, instant, long_text, maybe_instant, row_id
from foundations.ledger.models import KEY_LENGTH


class Ballot(Base):
    """One cast ballot. Of several by one voter the highest ``sequence`` counts; without re-casting it is 1.

    ``receipt_code`` is the key of its entry in the ledger, which binds the picks under
    ``picks_salt`` (``contest.methods.ballots.picks_digest``).
    """

    __tablename__ = "ballots"
    __table_args__ = (
        UniqueConstraint("contest_id", "voter_id", "sequence"),
        UniqueConstraint("receipt_code"),
        UniqueConstraint("id", "contest_id"),
        CheckConstraint("sequence >= 1", name="sequence_counts_from_one"),
    )

    id: Mapped[row_id]
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    voter_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    sequence: Mapped[int] = mapped_column(SmallInteger)
    cast_at: Mapped[instant]
    receipt_code: Mapped[str] = mapped_column(String(KEY_LENGTH))
    picks_salt: Mapped[digest]

    contest: Mapped[Contest] = relationship()
    picks: Mapped[list["Pick"]] = relationship(order_by="Pick.division_id, Pick.slot", back_populates="ballot")


class Pick(Base):
    """One idea chosen on a ballot, in one slot of its division."""

    __tablename__ = "picks"
    __table_args__ = (
        ForeignKeyConstraint(["ballot_id", "contest_id"], ["ballots.id", "ballots.contest_id"]),
        ForeignKeyConstraint(
            ["contest_id", "division_id", "slot"],
            ["pick_slots.contest_id", "pick_slots.division_id", "pick_slots.slot"],
        ),
        ForeignKeyConstraint(
            ["idea_id", "division_id", "contest_id"], ["ideas.id", "ideas.division_id", "ideas.contest_id"]
        ),
        UniqueConstraint("ballot_id", "idea_id"),
    )

    ballot_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    division_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    slot: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    contest_id: Mapped[int] = mapped_column(RowId)
    idea_id: Mapped[int] = mapped_column(RowId, index=True)

    ballot: Mapped[Ballot] = relationship(back_populates="picks")


class Improvement(Base):
    """What a voter wrote beside a pick to make the idea better. A hidden one keeps its place and the reason.

    It is shown apart from its ballot: ``key`` is random, names it in addresses and orders
    it among others, so that neither number nor place tells which texts one voter wrote, or when.
    """

    __tablename__ = "improvements"
    __table_args__ = (
        ForeignKeyConstraint(["ballot_id", "idea_id"], ["picks.ballot_id", "picks.idea_id"]),
        UniqueConstraint("key"),
        CheckConstraint("body <> ''", name="body_is_not_empty"),
        CheckConstraint("hidden_at IS NULL OR hidden_reason <> ''", name="hiding_has_a_reason"),
        Index(None, "idea_id", "key"),
    )

    ballot_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    idea_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    body: Mapped[long_text]
    hidden_at: Mapped[maybe_instant]
    hidden_reason: Mapped[long_text] = mapped_column(default="")

    idea: Mapped[Idea] = relationship(
        primaryjoin="Improvement.idea_id == Idea.id", foreign_keys=[idea_id], viewonly=True
    )
