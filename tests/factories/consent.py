"""Purposes and consents for tests. What is made is committed."""

import datetime as dt
import itertools
from collections.abc import Sequence

from accounts.models import Organisation, Person
from consent.enums import ChangeKind, LegalGround, NoticeLanguage, StopCategory
from consent.models import ConsentRecord, DataKind, Purpose
from consent.queries.purposes import names_of_kinds, purpose_with_slug
from consent.services.choices import give_consent
from consent.services.purposes import PurposeText, add_data_kind, publish_purpose_version
from foundations.database.clock import now
from foundations.database.session import db
from tests.factories.accounts import actor_of
from tests.factories.organisations import make_organisation

KINDS = ("location", "age-band", "care-level")
A_YEAR = 365

_numbers = itertools.count(1)


def make_kinds(*slugs: str) -> list[DataKind]:
    """Kinds of data of these names; those that are there already stay."""
    there = names_of_kinds()
    for slug in slugs:
        if slug not in there:
            texts = {"name_ja": f"種類 {slug}", "name_en": f"Kind {slug}"}
            add_data_kind(slug=slug, texts=texts | {"description_ja": "説明", "description_en": "What it is"})
    return [names_of_kinds()[slug] for slug in slugs]


def text_of(
    *,
    recipients: Sequence[Organisation],
    kinds: Sequence[str] = KINDS[:2],
    notice: str = "",
    stops: frozenset[StopCategory] = frozenset(),
    ground: LegalGround = LegalGround.CONSENT,
    ground_until: dt.datetime | None = None,
    lasts_days: int = A_YEAR,
    at: dt.datetime | None = None,
) -> PurposeText:
    """All that a version says; ``notice`` makes its texts differ from another's."""
    names = ("title", "description", "storage", "retention", "ground_reference")
    texts = {f"{name}_{tongue}": f"{name} {tongue}" for name in names for tongue in ("ja", "en")}
    return PurposeText(
        texts=texts,
        notices={language: f"{language}: what we ask {notice}".strip() for language in NoticeLanguage},
        dpv_term="dpv:ServiceOptimisation",
        kinds=kinds,
        holder=make_organisation(),
        recipients=recipients,
        jurisdiction="JP",
        ground=ground,
        ground_from=(at or now()) - dt.timedelta(days=400),
        ground_until=ground_until,
        lasts_days=lasts_days,
        stops=stops,
    )


def make_purpose(
    *,
    slug: str | None = None,
    text: PurposeText | None = None,
    recipients: Sequence[Organisation] = (),
    change: ChangeKind = ChangeKind.FIRST,
    at: dt.datetime | None = None,
) -> Purpose:
    """A purpose in force since ``at``, or a hundred days ago; or the next version of the one called ``slug``."""
    at = at or now() - dt.timedelta(days=100)
    make_kinds(*KINDS)
    text = text or text_of(recipients=recipients or [make_organisation()], at=at)
    slug = slug or f"purpose-{next(_numbers)}"
    publish_purpose_version(slug=slug, text=text, change=change, in_force_from=at, by=None, at=at)
    db.session.commit()
    purpose = purpose_with_slug(slug)
    assert purpose is not None
    return purpose


def notice_of(purpose: Purpose, language: NoticeLanguage = NoticeLanguage.JAPANESE) -> bytes:
    """The digest of the notice of the newest version, as a form carries it."""
    return purpose.versions[-1].notice_in(language).digest


def make_consent(
    person: Person, purpose: Purpose, *, kinds: Sequence[str] = KINDS[:1], at: dt.datetime | None = None
) -> ConsentRecord:
    """A consent of the person to the purpose's first recipient."""
    at = at or now() - dt.timedelta(days=1)
    made = give_consent(
        purpose=purpose,
        recipient=purpose.versions[-1].recipients[0],
        kinds=frozenset(kinds),
        notice=notice_of(purpose),
        by=actor_of(person, at=at),
        at=at,
    )
    db.session.commit()
    return made
