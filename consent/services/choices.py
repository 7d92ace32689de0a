"""Giving, refusing, renewing and withdrawing consent. Every act is a new row; none is ever changed."""

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.methods import Actor
from accounts.queries import person_acting
from consent.enums import ConsentAct, LegalGround
from consent.errors import (
    AlreadyGiven,
    AlreadyRefused,
    ConsentActNotPossible,
    ConsentNotAsked,
    KindsNotAsked,
    NoKindChosen,
    NothingToWithdraw,
    NoticeChanged,
    PurposeNotInForce,
    RecipientNotNamed,
)
from consent.methods.states import MOVES, check_move, standing_at
from consent.models import ConsentedKind, ConsentRecord, DataKind, Notice, Purpose, PurposeVersion
from consent.queries.choices import as_event, history_of
from consent.queries.purposes import version_in_force
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.commitments import Json, utc_text
from foundations.ledger.recording import record
from foundations.mail.addresses import UnusableAddress
from foundations.mail.composing import compose
from foundations.mail.outbox import queue_mail
from foundations.web.audit import log_once_stored

if TYPE_CHECKING:
    from accounts.models import Organisation, Person

_REFUSALS: Mapping[ConsentAct, type[ConsentActNotPossible]] = {
    ConsentAct.GIVE: AlreadyGiven,
    ConsentAct.REFUSE: AlreadyRefused,
    ConsentAct.WITHDRAW: NothingToWithdraw,
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an act rests on: the version, the notice that was shown and the kinds agreed to."""

    version: PurposeVersion
    notice: Notice | None = None
    kinds: tuple[DataKind, ...] = ()


def give_consent(
    *, purpose: Purpose, recipient: "Organisation", kinds: Collection[str], notice: bytes, by: Actor, at: dt.datetime
) -> ConsentRecord:
    """Agree to the use of ``kinds`` of one's data by ``recipient``, after reading the notice with this digest.

    Raises:
        PurposeNotInForce, ConsentNotAsked, RecipientNotNamed: if nobody asks for this consent.
        NoticeChanged: if the text that was shown is not that of the version in force.
        NoKindChosen, KindsNotAsked: if the kinds are none, or more than are asked for.
        AlreadyGiven: if a consent is in force.
    """
    return _agree(ConsentAct.GIVE, purpose, recipient, kinds, notice, by=by, at=at)


def renew_consent(
    *, purpose: Purpose, recipient: "Organisation", kinds: Collection[str], notice: bytes, by: Actor, at: dt.datetime
) -> ConsentRecord:
    """Agree anew, to the same kinds of data or to others, while a consent is in force or after it expired.

    Raises:
        ConsentActNotPossible: if there is none; the others as for ``give_consent``.
    """
    return _agree(ConsentAct.RENEW, purpose, recipient, kinds, notice, by=by, at=at)


def refuse_consent(
    *, purpose: Purpose, recipient: "Organisation", notice: bytes, by: Actor, at: dt.datetime
) -> ConsentRecord:
    """Say no to what is asked.

    Raises:
        AlreadyRefused, ConsentActNotPossible: if there is nothing to refuse; the others as for ``give_consent``.
    """
    person = _hold_person(by)
    version = _version_asked(purpose, recipient, at)
    answer = _Answer(version, _notice_shown(version, notice))
    return _act(ConsentAct.REFUSE, person, recipient, answer, at=at)


def withdraw_consent(*, purpose: Purpose, recipient: "Organisation", by: Actor, at: dt.datetime) -> ConsentRecord:
    """Take a consent back, whatever has become of the purpose; it counts at the very next decision.

    Raises:
        NothingToWithdraw: if no consent is in force.
    """
    person = _hold_person(by)
    history = history_of(person.id, purpose.id, recipient.id)
    if not history:
        raise NothingToWithdraw
    return _act(ConsentAct.WITHDRAW, person, recipient, _Answer(history[-1].version), at=at)


def _agree(
    act: ConsentAct,
    purpose: Purpose,
    recipient: "Organisation",
    kinds: Collection[str],
    notice: bytes,
    *,
    by: Actor,
    at: dt.datetime,
) -> ConsentRecord:
    person = _hold_person(by)
    version = _version_asked(purpose, recipient, at)
    shown = _notice_shown(version, notice)
    if not kinds:
        raise NoKindChosen
    chosen = tuple(kind for kind in version.kinds if kind.slug in kinds)
    if len(chosen) != len(set(kinds)):
        raise KindsNotAsked
    return _act(act, person, recipient, _Answer(version, shown, chosen), at=at)


def _hold_person(by: Actor) -> "Person":
    # A person's acts come one after the other, so that the second one sees the first.
    person = person_acting(by)
    hold(person, "id")
    return person


def _version_asked(purpose: Purpose, recipient: "Organisation", at: dt.datetime) -> PurposeVersion:
    version = version_in_force(purpose, at)
    if version is None or not version.has_ground(at):
        raise PurposeNotInForce
    if version.ground != LegalGround.CONSENT:
        raise ConsentNotAsked
    if recipient.id not in {one.id for one in version.recipients}:
        raise RecipientNotNamed
    return version


def _notice_shown(version: PurposeVersion, digest: bytes) -> Notice:
    for notice in version.notices:
        if notice.digest == digest:
            return notice
    raise NoticeChanged


def _act(
    act: ConsentAct, person: "Person", recipient: "Organisation", answer: _Answer, *, at: dt.datetime
) -> ConsentRecord:
    version = answer.version
    history = history_of(person.id, version.purpose_id, recipient.id)
    if history:
        at = max(at, history[-1].effective_at)  # another server's clock may be ahead of ours
    _check(act, history, at)
    valid_until = at + version.lasts if answer.kinds else None
    made = ConsentRecord(
        person_id=person.id,
        purpose_id=version.purpose_id,
        recipient_id=recipient.id,
        sequence=len(history) + 1,
        act=act,
        version_id=version.id,
        notice_id=None if answer.notice is None else answer.notice.id,
        effective_at=at,
        recorded_at=at,
        recorded_by_id=person.id,
        valid_until=valid_until,
    )
    made.ledger_key = _enter(made, recipient, answer)
    db.session.add(made)
    db.session.flush()
    db.session.add_all(
        ConsentedKind(record_id=made.id, kind_id=kind.id, version_id=version.id) for kind in answer.kinds
    )
    db.session.flush()
    _confirm_by_mail(made, person, recipient, answer)
    return made


def _check(act: ConsentAct, history: Collection[ConsentRecord], at: dt.datetime) -> None:
    standing = standing_at(map(as_event, history), at=at, known_at=at)
    try:
        check_move(standing, act)
    except ConsentActNotPossible as refusal:
        named = _REFUSALS.get(act, ConsentActNotPossible)
        is_told = act != ConsentAct.REFUSE or standing.state == MOVES[act][1]
        raise (named if is_told else ConsentActNotPossible)(**refusal.details) from refusal


def _enter(made: ConsentRecord, recipient: "Organisation", answer: _Answer) -> str:
    state = MOVES[ConsentAct(made.act)][1]
    version, notice = answer.version, answer.notice
    facts: dict[str, Json] = {
        "purpose": version.purpose_id,
        "version": version.number,
        "recipient": recipient.slug,
        "sequence": made.sequence,
        "kinds": sorted(kind.slug for kind in answer.kinds),
        "notice": None if notice is None else notice.digest.hex(),
        "language": None if notice is None else str(notice.language),
        "valid_until": None if made.valid_until is None else utc_text(made.valid_until),
        "by": made.recorded_by_id,
    }
    person = made.person_id
    log_once_stored(f"consent_{state}", person=person, purpose=version.purpose_id, recipient=recipient.slug)
    return record(f"consent.{state}", facts, subject=f"person:{person}", at=made.recorded_at)


def _confirm_by_mail(made: ConsentRecord, person: "Person", recipient: "Organisation", answer: _Answer) -> None:
    letter = compose(
        "consent_recorded",
        language=person.language,
        name=person.name,
        act=str(made.act),
        version=answer.version,
        recipient=recipient,
        kinds=answer.kinds,
        record=made,
    )
    with suppress(UnusableAddress):  # an act counts whether or not a mail can say so
        queue_mail(to=person.address, **letter, unique_key=f"consent:{made.ledger_key}", at=made.recorded_at)
