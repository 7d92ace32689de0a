"""Reads of purposes and their versions."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from accounts.methods import Actor
from consent.enums import LegalGround, StopCategory
from consent.methods.choices import Counting
from consent.methods.permits import AskedPurpose
from consent.methods.versions import VersionFacts, accepted_numbers, number_in_force
from consent.models import DataKind, Purpose, PurposeVersion
from foundations.database.session import db


@dataclass(frozen=True, slots=True)
class PurposeTerms:
    """What decisions need of a purpose in force; ask again at the ``next_change``."""

    slug: str
    ground: LegalGround
    categories: frozenset[StopCategory]
    overrides_stop_use: bool
    kinds: frozenset[str]
    recipients: frozenset[str]
    accepted_versions: frozenset[int]

    def counting_for(self, recipient: str) -> Counting:
        """Return what of a yes to that recipient counts."""
        return Counting(self.accepted_versions if recipient in self.recipients else frozenset(), self.kinds)

    def asked_by(self, recipient: str) -> AskedPurpose:
        """Return the same as the pure judgement takes it."""
        counting = self.counting_for(recipient)
        return AskedPurpose(self.ground, counting.versions, self.categories, self.overrides_stop_use, counting.kinds)


def purpose_with_slug(slug: str) -> Purpose | None:
    """Return the purpose of that name in addresses, also a retired one, with all that its versions say."""
    return db.session.scalar(_whole().where(Purpose.slug == slug))


def published_purpose(_actor: Actor, slug: str) -> Purpose | None:
    """Return the purpose of that name, for anybody to read; one without any version is nobody's business yet."""
    purpose = purpose_with_slug(slug)
    return purpose if purpose is not None and purpose.versions else None


def all_purposes() -> Sequence[Purpose]:
    """Return all purposes with all that their versions say, in the order of their names in addresses."""
    return db.session.scalars(_whole().order_by(Purpose.slug)).all()


def data_kinds(slugs: Collection[str]) -> list[DataKind]:
    """Return the kinds of data of these names, in their order; unknown names are left out."""
    found = {kind.slug: kind for kind in db.session.scalars(select(DataKind).where(DataKind.slug.in_(slugs)))}
    return [found[slug] for slug in slugs if slug in found]


def names_of_kinds() -> dict[str, DataKind]:
    """Return every kind of data by its name in addresses."""
    return {kind.slug: kind for kind in db.session.scalars(select(DataKind).order_by(DataKind.id))}


def newest_versions() -> dict[str, PurposeVersion]:
    """Return the newest version of every purpose by the purpose's name, for what a purpose is called."""
    return {purpose.slug: purpose.versions[-1] for purpose in all_purposes() if purpose.versions}


def version_in_force(purpose: Purpose, at: dt.datetime, known_at: dt.datetime | None = None) -> PurposeVersion | None:
    """Return the version in force at ``at``; none before the first and after the purpose's retirement."""
    known_at = at if known_at is None else known_at
    if purpose.is_retired(min(at, known_at)):
        return None
    number = number_in_force(facts_of(purpose), at=at, known_at=known_at)
    return next((version for version in purpose.versions if version.number == number), None)


def purposes_in_force(at: dt.datetime, known_at: dt.datetime | None = None) -> list[PurposeTerms]:
    """Return the purposes for which data may be used at ``at`` as far as their own terms go."""
    found = (terms_of(purpose, at, known_at) for purpose in all_purposes())
    return [terms for terms in found if terms is not None]


def next_change(at: dt.datetime) -> dt.datetime | None:
    """Return the next instant at which a version takes force or a legal ground begins or ends by itself."""
    instants = (instant for purpose in all_purposes() for instant in _instants(purpose) if instant > at)
    return min(instants, default=None)


def terms_of(purpose: Purpose, at: dt.datetime, known_at: dt.datetime | None = None) -> PurposeTerms | None:
    """Return the terms of one purpose, or None while it is not in force or without a legal ground."""
    version = version_in_force(purpose, at, known_at)
    if version is None or not version.has_ground(at):
        return None
    return PurposeTerms(
        slug=purpose.slug,
        ground=LegalGround(version.ground),
        categories=frozenset(StopCategory(stop.category) for stop in version.stops),
        overrides_stop_use=version.overrides_stop_use,
        kinds=frozenset(kind.slug for kind in version.kinds),
        recipients=frozenset(recipient.slug for recipient in version.recipients),
        accepted_versions=accepted_numbers(facts_of(purpose), version.number),
    )


def facts_of(purpose: Purpose) -> list[VersionFacts]:
    """Return the purpose's versions as pure values."""
    return [VersionFacts(one.number, one.change, one.published_at, one.in_force_from) for one in purpose.versions]


def _instants(purpose: Purpose) -> Iterable[dt.datetime]:
    for version in purpose.versions:
        yield version.in_force_from
        yield version.ground_from
        if version.ground_until is not None:
            yield version.ground_until


def _whole() -> Select[Purpose]:
    versions = selectinload(Purpose.versions)
    return select(Purpose).options(
        versions.joinedload(PurposeVersion.holder),
        versions.selectinload(PurposeVersion.kinds),
        versions.selectinload(PurposeVersion.recipients),
        versions.selectinload(PurposeVersion.stops),
        versions.selectinload(PurposeVersion.notices),
    )
