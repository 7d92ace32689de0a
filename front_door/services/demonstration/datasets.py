"""The city's datasets, who is in them, and what was applied for and granted."""

import datetime as dt
from functools import partial

from accounts.methods import Actor
from accounts.queries import organisation_with_slug
from consent.queries import purpose_with_slug
from data_platform.queries.datasets import dataset_with_slug
from data_platform.services.applications import file_application, give_grant
from data_platform.services.datasets import name_person, register_dataset
from front_door.methods.city_texts import Texts
from front_door.services.demonstration.city import City
from governance_board.queries.rules import rule_with_slug

_TEXTS = ("title", "description", "terms")


def plan_datasets(city: City) -> None:
    """Plan every dataset, and every application with its grant."""
    lot = city.lot("datasets")
    for dataset in city.texts.datasets["datasets"]:
        at = city.some_time(dataset["registered"], lot, in_office=True)
        city.on(at, "provider", partial(_register, city, dataset))
    for application in city.texts.datasets["applications"]:
        at = city.some_time(application["filed"], lot, in_office=True)
        granted = city.some_time(application["granted"], lot, in_office=True)
        city.on(at, "user_org", partial(_file, city, application))
        city.on(granted, "secretariat", partial(_grant, city, application))


def _register(city: City, dataset: Texts, by: Actor) -> None:
    holder = organisation_with_slug(dataset["holder"])
    if holder is None:
        raise LookupError(dataset["holder"])
    texts = {f"{name}_{tongue}": dataset[name][tongue].strip() for name in _TEXTS for tongue in ("ja", "en")}
    made = register_dataset(
        slug=dataset["slug"],
        stage=dataset["stage"],
        holder=holder,
        kinds=dataset["kinds"],
        texts=texts,
        by=by,
        at=by.at,
    )
    for who in dataset["persons"]:
        name_person(dataset=made, identifier=who, person_id=city.people[who].id)


def _file(city: City, application: Texts, by: Actor) -> None:
    organisation, dataset = (
        organisation_with_slug(application["organisation"]),
        dataset_with_slug(application["dataset"]),
    )
    purpose, rule = purpose_with_slug(application["purpose"]), rule_with_slug(by, application["rule"])
    if organisation is None or dataset is None or purpose is None or rule is None:
        raise LookupError(application["dataset"])
    city.applications[application["dataset"]] = file_application(
        organisation=organisation,
        dataset=dataset,
        purpose=purpose,
        kinds=application["kinds"],
        safeguards=application["safeguards"].strip(),
        idea_id=city.ideas[application["idea"]].id,
        motion_id=rule.versions[0].motion_id,
        by=by,
        at=by.at,
    )


def _grant(city: City, application: Texts, by: Actor) -> None:
    ends_at = by.at + dt.timedelta(days=application["lasts_days"])
    asked = city.applications[application["dataset"]]
    give_grant(application=asked, starts_at=by.at, ends_at=ends_at, by=by, at=by.at)
