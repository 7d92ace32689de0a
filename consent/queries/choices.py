"""Reads of what persons decided: one person's history, and everybody's choices as decisions look them up."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, select
from sqlalchemy.orm import aliased, selectinload

from accounts.queries import slugs_of_organisations
from consent.enums import ConsentAct, ConsentState, StopAct, StopCategory
from consent.methods.choices import NOTHING_COUNTS, CurrentChoice, CurrentStop, outcome
from consent.methods.permits import StopUse
from consent.methods.states import MOVES, ConsentEvent
from consent.models import ConsentedKind, ConsentRecord, DataKind, Purpose, PurposeVersion, StopRecord
from consent.queries.purposes import purposes_in_force
from foundations.database.session import db

if TYPE_CHECKING:
    from accounts.models import Organisation

_AT_ONCE = 2_000
_COMMA = ","


def choices_of(person_id: int) -> Sequence[ConsentRecord]:
    """Return all acts of a person on consents, by purpose and recipient, in the order of their writing."""
    return db.session.scalars(
        _records()
        .where(ConsentRecord.person_id == person_id)
        .order_by(ConsentRecord.purpose_id, ConsentRecord.recipient_id, ConsentRecord.sequence)
    ).all()


def history_of(person_id: int, purpose_id: int, recipient_id: int) -> Sequence[ConsentRecord]:
    """Return all acts of a person on one consent, in the order of their writing."""
    return db.session.scalars(
        _records()
        .where(
            ConsentRecord.person_id == person_id,
            ConsentRecord.purpose_id == purpose_id,
            ConsentRecord.recipient_id == recipient_id,
        )
        .order_by(ConsentRecord.sequence)
    ).all()


def own_record(person_id: int | None, ledger_key: str) -> ConsentRecord | None:
    """Return one act of the person's own with all that its receipt says, by the receipt's code."""
    return db.session.scalar(
        _records_for_receipts().where(ConsentRecord.ledger_key == ledger_key, ConsentRecord.person_id == person_id)
    )


def own_records(person_id: int) -> Sequence[ConsentRecord]:
    """Return all acts of a person with all that their receipts say, in the order of writing."""
    return db.session.scalars(
        _records_for_receipts().where(ConsentRecord.person_id == person_id).order_by(ConsentRecord.id)
    ).all()


def recipients_answered(person_id: int, purpose: Purpose) -> "dict[str, Organisation]":
    """Return, by name, whom the purpose's versions name or the person has answered before."""
    named = {one.slug: one for version in purpose.versions for one in version.recipients}
    answered = {one.recipient.slug: one.recipient for one in choices_of(person_id) if one.purpose_id == purpose.id}
    return named | answered


def state_after(record: ConsentRecord) -> ConsentState:
    """Return the state that the act led to."""
    return MOVES[ConsentAct(record.act)][1]


def stop_records_of(person_id: int) -> Sequence[StopRecord]:
    """Return all acts of a person on stop-uses, by category, in the order of their writing."""
    return db.session.scalars(
        select(StopRecord).where(StopRecord.person_id == person_id).order_by(StopRecord.category, StopRecord.sequence)
    ).all()


def as_event(record: ConsentRecord) -> ConsentEvent:
    """Return an act as the pure methods judge it."""
    return ConsentEvent(
        ConsentAct(record.act),
        record.effective_at,
        record.recorded_at,
        record.version.number,
        record.kind_slugs,
        record.valid_until,
    )


def as_stop_uses(records: Sequence[StopRecord]) -> list[StopUse]:
    """Return acts on stop-uses, in the order of ``stop_records_of``, as spans of time; the last may have no end."""
    spans: list[StopUse] = []
    for record in records:
        category = StopCategory(record.category)
        if record.act == StopAct.STOP:
            spans.append(StopUse(category, record.effective_at, record.recorded_at))
        else:
            begun = spans.pop()
            spans.append(StopUse(category, begun.from_at, begun.recorded_at, record.effective_at, record.recorded_at))
    return spans


def current_choices(at: dt.datetime, person_ids: Collection[int] | None = None) -> Iterator[CurrentChoice]:
    """Yield what each person's last act leaves standing, of everybody or of the persons named.

    Rows are streamed. What ends by its date is yielded with that date, also when it lies behind.
    Where a purpose is not in force, a yes to it is one to a version that does not count.
    """
    terms = {one.slug: one for one in purposes_in_force(at)}
    read_kinds = _reader_of_kinds()
    statement = _current()
    if person_ids is not None:
        statement = statement.where(ConsentRecord.person_id.in_(person_ids))
    recipients = slugs_of_organisations()
    rows = db.session.execute(statement.execution_options(yield_per=_AT_ONCE))
    for person_id, purpose, recipient_id, act, version, kind_ids, valid_until in rows:
        known, recipient = terms.get(purpose), recipients[recipient_id]
        counting = NOTHING_COUNTS if known is None else known.counting_for(recipient)
        kinds, objection = outcome(ConsentAct(act), version, read_kinds(kind_ids), counting)
        yield CurrentChoice(person_id, purpose, recipient, kinds, objection, valid_until if kinds else None)


def current_stops(person_ids: Collection[int] | None = None) -> Iterator[CurrentStop]:
    """Yield whether each stop-use ever spoken stands now, of everybody or of the persons named."""
    later = aliased(StopRecord)
    is_last = ~(
        select(later.id)
        .where(
            later.person_id == StopRecord.person_id,
            later.category == StopRecord.category,
            later.sequence == StopRecord.sequence + 1,
        )
        .exists()
    )
    statement = select(StopRecord.person_id, StopRecord.category, StopRecord.act).where(is_last).order_by(StopRecord.id)
    if person_ids is not None:
        statement = statement.where(StopRecord.person_id.in_(person_ids))
    for person_id, category, act in db.session.execute(statement.execution_options(yield_per=_AT_ONCE)):
        yield CurrentStop(person_id, StopCategory(category), act == StopAct.STOP)


def _current() -> Select[int, str, int, ConsentAct, int, str | None, dt.datetime | None]:
    kinds = (
        select(func.aggregate_strings(cast(ConsentedKind.kind_id, String), _COMMA))
        .where(ConsentedKind.record_id == ConsentRecord.id)
        .scalar_subquery()
    )
    return (
        select(
            ConsentRecord.person_id,
            Purpose.slug,
            ConsentRecord.recipient_id,
            ConsentRecord.act,
            PurposeVersion.number,
            kinds,
            ConsentRecord.valid_until,
        )
        .join(Purpose, ConsentRecord.purpose_id == Purpose.id)
        .join(PurposeVersion, ConsentRecord.version_id == PurposeVersion.id)
        .where(_is_last())
        .order_by(ConsentRecord.id)
    )


def _is_last() -> ColumnElement[bool]:
    # Sequences have no gaps, so the act after this one, if any, is one look into the unique index away.
    later = aliased(ConsentRecord)
    next_one = and_(
        later.person_id == ConsentRecord.person_id,
        later.purpose_id == ConsentRecord.purpose_id,
        later.recipient_id == ConsentRecord.recipient_id,
        later.sequence == ConsentRecord.sequence + 1,
    )
    return ~select(later.id).where(next_one).exists()


def _reader_of_kinds() -> Callable[[str | None], frozenset[str]]:
    names: dict[int, str] = dict(iter(db.session.execute(select(DataKind.id, DataKind.slug))))

    @cache  # a million persons agree to a handful of different sets
    def read(kind_ids: str | None) -> frozenset[str]:
        return frozenset(names[int(kind_id)] for kind_id in (kind_ids or "").split(_COMMA) if kind_id)

    return read


def _records() -> Select[ConsentRecord]:
    return select(ConsentRecord).options(
        selectinload(ConsentRecord.purpose),
        selectinload(ConsentRecord.recipient),
        selectinload(ConsentRecord.version),
        selectinload(ConsentRecord.notice),
        selectinload(ConsentRecord.kinds),
    )


def _records_for_receipts() -> Select[ConsentRecord]:
    return _records().options(selectinload(ConsentRecord.version).joinedload(PurposeVersion.holder))
