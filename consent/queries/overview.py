"""One person's consents as their pages show them: each purpose and recipient with where it stands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consent.enums import ConsentAct, ConsentState, LegalGround, StopAct, StopCategory
from consent.methods.permits import NOT_IN_FORCE, Permission, StopUse, judge
from consent.methods.states import MOVES, ConsentStanding, standing_at
from consent.models import ConsentRecord, DataKind, Purpose, PurposeVersion
from consent.queries.choices import as_event, as_stop_uses, choices_of, stop_records_of
from consent.queries.purposes import all_purposes, terms_of, version_in_force

if TYPE_CHECKING:
    from accounts.models import Organisation


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A person's consent to one purpose and recipient.

    ``version`` is the one in force, or the last one answered where none is. ``records``
    are all acts in the order of writing, ``kinds`` those that may be used now.
    """

    purpose: Purpose
    version: PurposeVersion
    recipient: "Organisation"
    records: Sequence[ConsentRecord]
    standing: ConsentStanding
    permission: Permission
    kinds: Sequence[DataKind]
    is_asked: bool

    @property
    def last(self) -> ConsentRecord | None:
        """The act that led to where it stands."""
        return self.records[-1] if self.records else None

    @property
    def state(self) -> ConsentState:
        """Where it stands."""
        return self.standing.state

    @property
    def may_give(self) -> bool:
        """Whether one can agree now."""
        return self.is_asked and self._can(ConsentAct.GIVE)

    @property
    def may_refuse(self) -> bool:
        """Whether one can refuse now."""
        return self.is_asked and self._can(ConsentAct.REFUSE)

    @property
    def may_renew(self) -> bool:
        """Whether one can agree anew, or to other kinds, while a consent is in force."""
        return self.is_asked and self.standing.is_permitting

    @property
    def may_withdraw(self) -> bool:
        """Whether there is something to withdraw."""
        return self._can(ConsentAct.WITHDRAW)

    def _can(self, act: ConsentAct) -> bool:
        return self.state in MOVES[act][0]


@dataclass(frozen=True, slots=True)
class StopLine:
    """Whether a person's stop-use of one category stands, and since when."""

    category: StopCategory
    since: dt.datetime | None


def consent_lines(person_id: int, at: dt.datetime) -> list[ConsentLine]:
    """Return all that the person is asked or was, purpose by purpose."""
    return lines_for(person_id, all_purposes(), at)


def lines_for(person_id: int, purposes: Iterable[Purpose], at: dt.datetime) -> list[ConsentLine]:
    """Return the same of the purposes named."""
    history: dict[tuple[int, int], list[ConsentRecord]] = defaultdict(list)
    for record in choices_of(person_id):
        history[record.purpose_id, record.recipient_id].append(record)
    stops = as_stop_uses(stop_records_of(person_id))
    lines = []
    for purpose in purposes:
        answered = {key[1]: records for key, records in history.items() if key[0] == purpose.id}
        lines += _lines(purpose, answered, stops, at)
    return lines


def stop_lines(person_id: int) -> list[StopLine]:
    """Return every category with the person's stop-use of it."""
    last = {record.category: record for record in stop_records_of(person_id)}
    standing = {
        StopCategory(category): record.effective_at for category, record in last.items() if record.act == StopAct.STOP
    }
    return [StopLine(category, standing.get(category)) for category in StopCategory]


def _lines(
    purpose: Purpose, answered: dict[int, list[ConsentRecord]], stops: Sequence[StopUse], at: dt.datetime
) -> list[ConsentLine]:
    version = version_in_force(purpose, at)
    named = {} if version is None else {one.id: one for one in version.recipients}
    is_asked = version is not None and version.ground == LegalGround.CONSENT and version.has_ground(at)
    known = {number: records[-1].recipient for number, records in answered.items()}
    lines = []
    for number, recipient in sorted((named | known).items()):
        records = answered.get(number, [])
        shown = version or (purpose.versions[-1] if purpose.versions else None)
        if shown is not None:
            lines.append(_line(purpose, shown, recipient, records, stops, at, is_asked=is_asked and number in named))
    return lines


def _line(  # noqa: PLR0917 - the columns of one row
    purpose: Purpose,
    version: PurposeVersion,
    recipient: "Organisation",
    records: Sequence[ConsentRecord],
    stops: Sequence[StopUse],
    at: dt.datetime,
    *,
    is_asked: bool,
) -> ConsentLine:
    at = max([at, *(record.effective_at for record in records)])
    events = [as_event(record) for record in records]
    standing = standing_at(events, at=at, known_at=at)
    agreed = standing.event.kinds if standing.is_permitting and standing.event is not None else frozenset()
    terms = terms_of(purpose, at)
    if terms is None:
        permission = NOT_IN_FORCE
    else:
        asked = terms.kinds if terms.ground != LegalGround.CONSENT else agreed & terms.kinds
        permission = judge(terms.asked_by(recipient.slug), asked, history=events, stop_uses=stops, at=at, known_at=at)
        agreed = asked
    kinds = [kind for kind in version.kinds if permission.is_permitted and kind.slug in agreed]
    return ConsentLine(purpose, version, recipient, records, standing, permission, kinds, is_asked)
