"""Standing stop-uses: "never for …", which outrank every consent until they are lifted."""

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING

from accounts.methods import Actor
from accounts.queries import person_acting
from consent.enums import StopAct, StopCategory
from consent.errors import StopUseNotPossible
from consent.models import StopRecord
from consent.presets import STOPS
from consent.queries.choices import stop_records_of
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record
from foundations.mail.addresses import UnusableAddress
from foundations.mail.composing import compose
from foundations.mail.outbox import queue_mail
from foundations.web.audit import log_once_stored

if TYPE_CHECKING:
    from accounts.models import Person

_KINDS = {StopAct.STOP: "use_stopped", StopAct.LIFT: "stop_lifted"}


def stop_use(*, category: StopCategory, by: Actor, at: dt.datetime) -> StopRecord:
    """Forbid every use of one's data of a category, also such as one has agreed to or will.

    Raises:
        StopUseNotPossible: if it is forbidden already.
    """
    return _act(StopAct.STOP, category, by=by, at=at)


def lift_stop_use(*, category: StopCategory, by: Actor, at: dt.datetime) -> StopRecord:
    """Take a stop-use back: consents count again.

    Raises:
        StopUseNotPossible: if none stands.
    """
    return _act(StopAct.LIFT, category, by=by, at=at)


def _act(act: StopAct, category: StopCategory, *, by: Actor, at: dt.datetime) -> StopRecord:
    person = person_acting(by)
    hold(person, "id")
    history = [one for one in stop_records_of(person.id) if one.category == category]
    last = history[-1] if history else None
    if act == (StopAct.LIFT if last is None else last.act):
        raise StopUseNotPossible(category=category.value)
    if last is not None:
        at = max(at, last.effective_at)  # another server's clock may be ahead of ours
    kind, sequence = _KINDS[act], len(history) + 1
    facts = {"category": category.value, "sequence": sequence, "by": person.id}
    made = StopRecord(
        person_id=person.id,
        category=category,
        sequence=sequence,
        act=act,
        effective_at=at,
        recorded_at=at,
        recorded_by_id=person.id,
        ledger_key=record(f"consent.{kind}", facts, subject=f"person:{person.id}", at=at),
    )
    db.session.add(made)
    db.session.flush()
    log_once_stored(kind, person=person.id, category=category.value)
    _confirm_by_mail(made, person)
    return made


def _confirm_by_mail(made: StopRecord, person: "Person") -> None:
    letter = compose(
        "stop_use_recorded",
        language=person.language,
        name=person.name,
        label=STOPS[StopCategory(made.category)],
        stands=made.act == StopAct.STOP,
        record=made,
    )
    with suppress(UnusableAddress):  # an act counts whether or not a mail can say so
        queue_mail(to=person.address, **letter, unique_key=f"stop-use:{made.ledger_key}", at=made.recorded_at)
