"""Publishing purposes and retiring them; each version with its notices, on the record."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.methods import Actor
from consent.enums import ChangeKind, LegalGround, NoticeLanguage, StopCategory
from consent.errors import ChangeUnderstated, PurposeNotInForce, SlugNotUsable, VersionIncomplete, VersionOutOfOrder
from consent.methods.versions import Extent, is_called_too_little, least_change
from consent.models import (
    DataKind,
    Notice,
    Purpose,
    PurposeKind,
    PurposeRecipient,
    PurposeStop,
    PurposeVersion,
)
from consent.queries.purposes import data_kinds, purpose_with_slug
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.commitments import Json, utc_text
from foundations.ledger.recording import record
from foundations.web.audit import log_once_stored

if TYPE_CHECKING:
    from accounts.models import Organisation

RESERVED = frozenset({"uses", "receipts", "exports", "stop-uses"})
"""Names of pages beside those of purposes under ``/consents``."""

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,58}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class PurposeText:
    """All that a version of a purpose says. ``texts`` holds the columns that end in a language; kinds are names."""

    texts: Mapping[str, str]
    notices: Mapping[NoticeLanguage, str]
    dpv_term: str
    kinds: Sequence[str]
    holder: "Organisation"
    recipients: "Sequence[Organisation]"
    jurisdiction: str
    ground: LegalGround
    ground_from: dt.datetime
    lasts_days: int
    stops: frozenset[StopCategory] = frozenset()
    ground_until: dt.datetime | None = None
    overrides_stop_use: bool = False


def add_data_kind(*, slug: str, texts: Mapping[str, str]) -> DataKind:
    """Add a kind of data; ``texts`` holds its names and descriptions."""
    kind = DataKind(slug=slug, **texts)
    db.session.add(kind)
    db.session.flush()
    return kind


def publish_purpose_version(
    *, slug: str, text: PurposeText, change: ChangeKind, in_force_from: dt.datetime, by: Actor | None, at: dt.datetime
) -> PurposeVersion:
    """Publish a purpose's first or next version; ``by`` None is the operator's console.

    Raises:
        SlugNotUsable: if the name is no plain one, or that of a page.
        PurposeNotInForce: if the purpose was retired.
        VersionIncomplete: without kinds, recipients, all notices or a length of time.
        ChangeUnderstated: if it asks for more than ``change`` says.
        VersionOutOfOrder: if it would take force before ``at`` or before the version before it.
    """
    if slug in RESERVED or not _SLUG.fullmatch(slug):
        raise SlugNotUsable(purpose=slug)
    kinds = _check_complete(text)
    purpose, before = _purpose(slug, at)
    if in_force_from < at or (before is not None and in_force_from < before.in_force_from):
        raise VersionOutOfOrder
    _check_change(change, before, text)
    number = 1 if before is None else before.number + 1
    version = _version(purpose, number, text, change=change, published_at=at, in_force_from=in_force_from)
    db.session.add(version)
    db.session.flush()
    digests = _add_parts(version, text, kinds)
    db.session.expire(purpose, ["versions"])
    facts: dict[str, Json] = {"purpose": slug, "version": version.number, "change": change.value, "notices": digests}
    _record("purpose_published", slug, facts | {"in_force_from": utc_text(in_force_from)}, by=by, at=at)
    return version


def retire_purpose(*, purpose: Purpose, by: Actor | None, at: dt.datetime) -> None:
    """End a purpose for good: nobody is asked any more, and no consent to it counts; the first retirement counts."""
    hold(purpose, "retired_at")
    if purpose.retired_at is None:
        purpose.retired_at = at
        _record("purpose_retired", purpose.slug, {"purpose": purpose.slug}, by=by, at=at)


def notice_digest(text: str) -> bytes:
    """Return the hash by which a served notice is known."""
    return hashlib.sha256(text.encode()).digest()


def _check_complete(text: PurposeText) -> list[DataKind]:
    kinds = data_kinds(text.kinds)
    written = {language for language, notice in text.notices.items() if notice.strip()}
    is_whole = kinds and len(kinds) == len(text.kinds) and text.recipients and text.lasts_days >= 1
    if not is_whole or written != set(NoticeLanguage):
        raise VersionIncomplete
    return kinds


def _purpose(slug: str, at: dt.datetime) -> tuple[Purpose, PurposeVersion | None]:
    purpose = purpose_with_slug(slug)
    if purpose is None:
        purpose = Purpose(slug=slug, begun_at=at)
        db.session.add(purpose)
        db.session.flush()
        return purpose, None
    hold(purpose, "retired_at")
    if purpose.is_retired(at):
        raise PurposeNotInForce
    return purpose, max(purpose.versions, key=lambda version: version.number)


def _check_change(change: ChangeKind, before: PurposeVersion | None, text: PurposeText) -> None:
    if before is None:
        least = ChangeKind.FIRST
    else:
        had = Extent(frozenset(kind.slug for kind in before.kinds), frozenset(one.slug for one in before.recipients))
        least = least_change(had, Extent(frozenset(text.kinds), frozenset(one.slug for one in text.recipients)))
    if is_called_too_little(change, least) or (change == ChangeKind.FIRST and before is not None):
        raise ChangeUnderstated(called=change.value, least=least.value)


def _version(
    purpose: Purpose,
    number: int,
    text: PurposeText,
    *,
    change: ChangeKind,
    published_at: dt.datetime,
    in_force_from: dt.datetime,
) -> PurposeVersion:
    return PurposeVersion(
        purpose_id=purpose.id,
        number=number,
        change=change,
        **text.texts,
        dpv_term=text.dpv_term,
        holder_id=text.holder.id,
        jurisdiction=text.jurisdiction,
        ground=text.ground,
        ground_from=text.ground_from,
        ground_until=text.ground_until,
        overrides_stop_use=text.overrides_stop_use,
        lasts_days=text.lasts_days,
        published_at=published_at,
        in_force_from=in_force_from,
    )


def _add_parts(version: PurposeVersion, text: PurposeText, kinds: Sequence[DataKind]) -> dict[str, str]:
    db.session.add_all(
        PurposeKind(version_id=version.id, kind_id=kind.id, position=place) for place, kind in enumerate(kinds)
    )
    db.session.add_all(PurposeRecipient(version_id=version.id, organisation_id=one.id) for one in text.recipients)
    db.session.add_all(PurposeStop(version_id=version.id, category=category) for category in sorted(text.stops))
    notices = {language: text.notices[language].strip() for language in NoticeLanguage}
    digests = {language: notice_digest(notice) for language, notice in notices.items()}
    db.session.add_all(
        Notice(version_id=version.id, language=language, text=notices[language], digest=digests[language])
        for language in NoticeLanguage
    )
    db.session.flush()
    return {language.value: digest.hex() for language, digest in digests.items()}


def _record(kind: str, slug: str, facts: Mapping[str, Json], *, by: Actor | None, at: dt.datetime) -> None:
    person = None if by is None else by.person_id
    record(f"consent.{kind}", {**facts, "by": person}, subject=f"purpose:{slug}", at=at)
    log_once_stored(kind, purpose=slug, by=person)
