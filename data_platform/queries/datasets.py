"""Reads of datasets and of who is in them."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from data_platform.models import Dataset, DatasetPerson
from foundations.database.session import db


def dataset_with_slug(slug: str) -> Dataset | None:
    """Return the dataset of that name in addresses, also a withdrawn one."""
    return db.session.scalar(_whole().where(Dataset.slug == slug))


def all_datasets() -> Sequence[Dataset]:
    """Return every dataset there ever was, in the order of their names in addresses."""
    return db.session.scalars(_whole().order_by(Dataset.slug)).all()


def person_behind(dataset: str, identifier: str) -> int | None:
    """Return whose data stands under an identifier of the dataset of that name; None if nobody's."""
    return db.session.scalar(
        select(DatasetPerson.person_id)
        .join(Dataset, DatasetPerson.dataset_id == Dataset.id)
        .where(Dataset.slug == dataset, DatasetPerson.identifier == identifier)
    )


def _whole() -> Select[Dataset]:
    return select(Dataset).options(joinedload(Dataset.holder), selectinload(Dataset.kinds))
