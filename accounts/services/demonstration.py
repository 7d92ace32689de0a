"""The people of a demonstration, all at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from accounts.methods.addresses import address_key
from accounts.models import Person
from foundations.database.session import db


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives in the demonstration city; ``persona`` is what visitors choose them by, if they can."""

    name: str
    address: str
    language: str
    joined_at: dt.datetime
    persona: str | None = None


def settle(residents: Sequence[Resident]) -> list[Person]:
    """Make people with confirmed addresses. They have no password: only ``sign_in_persona`` lets anybody in."""
    people = [
        Person(**asdict(resident), address_key=address_key(resident.address), confirmed_at=resident.joined_at)
        for resident in residents
    ]
    db.session.add_all(people)
    db.session.flush()
    return people
