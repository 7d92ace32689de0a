"""Registering datasets, saying who is in them, and withdrawing them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from accounts.methods import Actor
from consent.queries.purposes import data_kinds
from data_platform.errors import DatasetIncomplete, DatasetNameTaken
from data_platform.models import Dataset, DatasetKind, DatasetPerson
from data_platform.queries.datasets import dataset_with_slug
from data_platform.services.acts import record_act
from foundations.database.locks import hold
from foundations.database.session import db

if TYPE_CHECKING:
    from accounts.models import Organisation
    from foundations.ledger.commitments import Json


def register_dataset(
    *,
    slug: str,
    stage: int,
    holder: "Organisation",
    kinds: Sequence[str],
    texts: Mapping[str, str],
    by: Actor | None,
    at: dt.datetime,
) -> Dataset:
    """Offer a dataset; ``texts`` holds the columns that end in a language, ``kinds`` names.

    Raises:
        DatasetNameTaken: if the name in addresses is another's.
        DatasetIncomplete: without kinds, or with an unknown one.
    """
    if dataset_with_slug(slug) is not None:
        raise DatasetNameTaken(slug=slug)
    held = data_kinds(kinds)
    if not held or len(held) != len(kinds):
        raise DatasetIncomplete
    dataset = Dataset(slug=slug, stage=stage, holder_id=holder.id, registered_at=at, **texts)
    db.session.add(dataset)
    db.session.flush()
    db.session.add_all(
        DatasetKind(dataset_id=dataset.id, kind_id=kind.id, position=place) for place, kind in enumerate(held)
    )
    db.session.flush()
    facts: dict[str, Json] = {"stage": stage, "holder": holder.slug, "kinds": list(kinds)}
    record_act("dataset_registered", facts, subject=f"dataset:{slug}", by=by, at=at)
    return dataset


def name_person(*, dataset: Dataset, identifier: str, person_id: int) -> DatasetPerson:
    """Write down whose data stands under ``identifier``; decisions look it up each time, so no entry is needed."""
    named = DatasetPerson(dataset_id=dataset.id, identifier=identifier, person_id=person_id)
    db.session.add(named)
    db.session.flush()
    return named


def withdraw_dataset(*, dataset: Dataset, by: Actor | None, at: dt.datetime) -> None:
    """Offer it no longer: every use of it is denied from the next decision on; the first withdrawal counts."""
    hold(dataset, "withdrawn_at")
    if dataset.withdrawn_at is None:
        dataset.withdrawn_at = at
        record_act("dataset_withdrawn", {}, subject=f"dataset:{dataset.slug}", by=by, at=at)
