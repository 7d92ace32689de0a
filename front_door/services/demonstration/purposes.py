"""What data is used for in the city: organisations, purposes with their versions, and what residents answered."""

import datetime as dt
from functools import partial

from accounts.enums import OrganisationKind
from accounts.methods import Actor
from accounts.queries import organisation_with_slug
from accounts.services.organisations import describe_organisation, register_organisation
from consent.enums import ChangeKind, LegalGround, NoticeLanguage, StopCategory
from consent.queries import purpose_with_slug
from consent.services.choices import give_consent, refuse_consent, withdraw_consent
from consent.services.purposes import PurposeText, add_data_kind, publish_purpose_version
from consent.services.stop_uses import stop_use
from front_door.methods.city_texts import Texts
from front_door.services.demonstration.city import City

_FIRST_DAY = -390
_OTHERS = 40
_ASKED, _ASKED_UNTIL = -85, -2
_TEXTS = ("title", "description", "storage", "retention", "ground_reference")
_PURPOSE_OF_OTHERS = ("congestion-relief", "demo-mobility-lab")


def plan_purposes(city: City) -> None:
    """Plan the organisations, the purposes, and everybody's answers."""
    texts, lot = city.texts.purposes, city.lot("purposes")
    first = city.some_time(_FIRST_DAY, lot, in_office=True)
    for organisation in texts["organisations"]:
        city.on(first, "admin", partial(_register, organisation))
    for kind in texts["kinds"]:
        city.on(first, "admin", partial(_add_kind, kind))
    for purpose in texts["purposes"]:
        for version in purpose["versions"]:
            at = city.some_time(version["published"], lot, in_office=True)
            in_force = city.start_of(version["in_force"])
            city.on(at, "admin", partial(_publish, purpose["slug"], version, in_force))
    for answer in texts["answers"]:
        city.on(city.some_time(answer["day"], lot), answer["who"], partial(_answer, answer))
    for stop in texts["stop_uses"]:
        city.on(city.some_time(stop["day"], lot), stop["who"], partial(_stop, StopCategory(stop["category"])))
    _plan_others(city)


def _plan_others(city: City) -> None:
    """Plan the answers of those whom no visitor plays: some agree to all of it, some to a part, some refuse."""
    lot, (purpose, recipient) = city.lot("answers"), _PURPOSE_OF_OTHERS
    residents = [who for who in city.people if who not in city.texts.people["personas"]]
    for who in lot.sample(residents, _OTHERS):
        act, choices = lot.choice([("give", ["trips", "age-band"]), ("give", ["trips"]), ("refuse", [])])
        answer = {"purpose": purpose, "recipient": recipient, "act": act, "choices": choices}
        city.on(city.some_time(lot.randrange(_ASKED, _ASKED_UNTIL), lot), who, partial(_answer, answer))


def _register(organisation: Texts, by: Actor) -> None:
    made = register_organisation(
        slug=organisation["slug"],
        kind=OrganisationKind(organisation["kind"]),
        name_ja=organisation["name"]["ja"],
        name_en=organisation["name"]["en"],
        by=None,
        at=by.at,
    )
    describe_organisation(
        organisation=made, address_ja=organisation["address"], contact=organisation["contact"], by=None, at=by.at
    )


def _add_kind(kind: Texts, _by: Actor) -> None:
    add_data_kind(slug=kind["slug"], texts=_bilingual(kind, "name", "description"))


def _publish(slug: str, version: Texts, in_force_from: dt.datetime, by: Actor) -> None:
    holder = organisation_with_slug(version["holder"])
    recipients = [organisation_with_slug(recipient) for recipient in version["recipients"]]
    if holder is None:
        raise LookupError(version["holder"])
    text = PurposeText(
        texts=_bilingual(version, *_TEXTS),
        notices={language: version["notices"][language] for language in NoticeLanguage},
        dpv_term=version["dpv_term"],
        kinds=version["kinds"],
        holder=holder,
        recipients=[recipient for recipient in recipients if recipient is not None],
        jurisdiction=version["jurisdiction"],
        ground=LegalGround(version["ground"]),
        ground_from=in_force_from,
        lasts_days=version["lasts_days"],
        stops=frozenset(map(StopCategory, version["stops"])),
    )
    change = ChangeKind(version["change"])
    publish_purpose_version(slug=slug, text=text, change=change, in_force_from=in_force_from, by=None, at=by.at)


def _answer(answer: Texts, by: Actor) -> None:
    purpose, recipient = purpose_with_slug(answer["purpose"]), organisation_with_slug(answer["recipient"])
    if purpose is None or recipient is None:
        raise LookupError(answer["purpose"], answer["recipient"])
    if answer["act"] == "withdraw":
        withdraw_consent(purpose=purpose, recipient=recipient, by=by, at=by.at)
        return
    notice = purpose.versions[-1].notice_in(NoticeLanguage.JAPANESE).digest
    if answer["act"] == "refuse":
        refuse_consent(purpose=purpose, recipient=recipient, notice=notice, by=by, at=by.at)
    else:
        kinds = frozenset(answer["choices"])
        give_consent(purpose=purpose, recipient=recipient, kinds=kinds, notice=notice, by=by, at=by.at)


def _stop(category: StopCategory, by: Actor) -> None:
    stop_use(category=category, by=by, at=by.at)


def _bilingual(part: Texts, *names: str) -> dict[str, str]:
    return {f"{name}_{tongue}": part[name][tongue].strip() for name in names for tongue in ("ja", "en")}
