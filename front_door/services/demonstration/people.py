"""Three hundred people: the personas, the judges, those who write, and those who only vote."""

import datetime as dt
from functools import partial

from accounts.enums import EVERYWHERE, Role
from accounts.methods import Actor
from accounts.services.demonstration import Resident, settle
from accounts.services.roles import grant_role
from front_door.methods.city_texts import Texts
from front_door.methods.lots import draw_names
from front_door.services.demonstration.city import City

POPULATION = 300
_DOMAIN = "mizuhama.example"  # RFC 2606: nobody's, ever
_FIRST_DAY = -400

_CITY_OFFICES = {
    "secretariat": [(Role.SECRETARIAT, EVERYWHERE)],
    "facilitator": [(Role.FACILITATOR, EVERYWHERE)],
    "chair": [(Role.CHAIR, EVERYWHERE), (Role.COUNCIL_MEMBER, EVERYWHERE)],
    "member_company": [(Role.COUNCIL_MEMBER, EVERYWHERE)],
    "member_citizen": [(Role.COUNCIL_MEMBER, EVERYWHERE)],
    "member_expert": [(Role.COUNCIL_MEMBER, EVERYWHERE)],
    "provider": [(Role.PROVIDER_OFFICER, "organisation:mizuhama-urban-railway")],
    "user_org": [(Role.USER_OFFICER, "organisation:demo-mobility-lab")],
    "privacy": [(Role.PRIVACY_OFFICER, EVERYWHERE)],
    "auditor": [(Role.AUDITOR, EVERYWHERE)],
    "admin": [(Role.ADMINISTRATOR, EVERYWHERE)],
}


def settle_people(city: City) -> None:
    """Give the city its people at once, and its offices on the first day."""
    residents = [*_known_people(city), *_voters(city)]
    joined = city.lot("joined")
    settled = settle(
        [
            Resident(
                name=name,
                address=f"{address}@{_DOMAIN}",
                language=language,
                joined_at=city.some_time(joined.randrange(_FIRST_DAY, _FIRST_DAY + 100), joined),
                persona=who if who in city.texts.people["personas"] else None,
            )
            for who, name, address, language in residents
        ]
    )
    city.people.update(zip((resident[0] for resident in residents), settled, strict=True))
    for who, offices in _CITY_OFFICES.items():
        for role, scope in offices:
            city.offices[who].add((role, scope))
            city.on(city.start_of(_FIRST_DAY), "admin", partial(_appoint, city, who, role, scope))


def appoint_judges(city: City, contest: Texts, at: dt.datetime) -> None:
    """Let the panel judge a contest from ``at`` on."""
    for who in ("judge", "judge2", *(judge["key"] for judge in city.texts.people["judges"])):
        city.offices[who].add((Role.JUDGE, contest["slug"]))
        city.on(at, "secretariat", partial(_appoint, city, who, Role.JUDGE, contest["slug"]))


def _appoint(city: City, who: str, role: Role, over: str, by: Actor) -> None:
    grant_role(
        person=city.people[who],
        role=role,
        scope=city.scope(over),
        starts_at=by.at,
        ends_at=None,
        by=by if role == Role.JUDGE else None,  # the others come from the operator's console
        at=by.at,
    )


def _known_people(city: City) -> list[tuple[str, str, str, str]]:
    people = city.texts.people
    named = [*people["personas"].items(), *((judge["key"], judge) for judge in people["judges"])]
    return [
        *((who, one["display_name"], _address(who), "ja") for who, one in named),
        *((who, one["pen_name"], _address(who), one["language"]) for who, one in people["authors"].items()),
    ]


def _voters(city: City) -> list[tuple[str, str, str, str]]:
    count = POPULATION - len(_known_people(city))
    names = draw_names(city.texts.names["family_names"], city.texts.names["given_names"], count, city.lot("names"))
    return [
        (f"voter{number}", name, f"{address}{number}", "ja") for number, (name, address) in enumerate(names, start=1)
    ]


def _address(who: str) -> str:
    return who.replace("_", "-")
