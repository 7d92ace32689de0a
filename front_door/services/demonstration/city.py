"""The city while it is being filled: who and what there is so far, and the diary of what happens in it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from accounts.enums import EVERYWHERE, Role, contest_scope
from accounts.methods import Actor
from foundations.database.clock import start_of_day
from front_door.methods.city_texts import CityTexts

if TYPE_CHECKING:
    from accounts.models import Person
    from contest.models import Award, Contest, Criterion, Division, Idea
    from data_platform.models import UseApplication
    from workshops.models import NoteGroup, Registration, Workshop

_SEED = "瑞浜都"
# People are about from seven in the morning until eleven in the evening; offices from nine to five.
_WAKING, _OFFICE = (7 * 60, 23 * 60), (9 * 60, 17 * 60)
_EXCLUDING = frozenset({Role.JUDGE, Role.SECRETARIAT, Role.AUDITOR})

Act = Callable[[Actor], object]


@dataclass
class City:
    """What is there, under the keys that the files use; all but the people comes as acts are carried out.

    ``offices`` holds each person's roles, with the slug of the contest (or the scope) they are held over.
    """

    texts: CityTexts
    today: dt.date
    people: dict[str, "Person"] = field(default_factory=dict)
    offices: dict[str, set[tuple[Role, str]]] = field(default_factory=lambda: defaultdict(set))
    contests: dict[str, "Contest"] = field(default_factory=dict)
    divisions: dict[tuple[str, str], "Division"] = field(default_factory=dict)
    criteria: dict[tuple[str, str], "Criterion"] = field(default_factory=dict)
    awards: dict[tuple[str, str, str], "Award"] = field(default_factory=dict)
    ideas: dict[str, "Idea"] = field(default_factory=dict)
    workshops: dict[str, "Workshop"] = field(default_factory=dict)
    registrations: dict[tuple[str, str], "Registration"] = field(default_factory=dict)
    note_groups: dict[str, "NoteGroup"] = field(default_factory=dict)
    applications: dict[str, "UseApplication"] = field(default_factory=dict)
    _diary: list[tuple[dt.datetime, int, str, Act]] = field(default_factory=list)

    def on(self, at: dt.datetime, who: str, act: Act) -> None:
        """Plan ``act`` for instant ``at``; it is handed the person ``who`` as an actor of that moment."""
        self._diary.append((at, len(self._diary), who, act))

    def live(self) -> None:
        """Carry out all that was planned, in the order of time; at one instant in the order planned."""
        for at, _number, who, act in sorted(self._diary, key=lambda entry: entry[:2]):
            act(self.actor(who, at))
        self._diary.clear()

    def actor(self, who: str, at: dt.datetime) -> Actor:
        """Return the person as services see them at ``at``."""
        person = self.people[who]
        return Actor(
            at=at,
            person_id=person.id,
            name=person.name,
            language=person.language,
            is_confirmed=True,
            grants=frozenset((role, self.scope(over)) for role, over in self.offices[who]),
        )

    def start_of(self, day: int) -> dt.datetime:
        """Return midnight in Japan of a day counted from today."""
        return start_of_day(self.today + dt.timedelta(days=day))

    def some_time(self, day: int, lot: Random, *, in_office: bool = False) -> dt.datetime:
        """Return a moment of that day at which somebody may be at the screen."""
        opens, closes = _OFFICE if in_office else _WAKING
        return self.start_of(day) + dt.timedelta(minutes=lot.randrange(opens, closes), seconds=lot.randrange(60))

    def lot(self, *purpose: str) -> Random:
        """Return random numbers for one purpose: drawing more for one leaves the others as they are."""
        return Random(":".join((_SEED, *purpose)))  # noqa: S311 - nothing secret hangs on it

    def citizens(self, slug: str) -> list[str]:
        """Return who may take part in a contest: everybody without an office in it."""
        return [
            who
            for who in self.people
            if not any(role in _EXCLUDING and over in {EVERYWHERE, slug} for role, over in self.offices[who])
        ]

    def passers_by(self, slug: str) -> list[str]:
        """Return those citizens whom no visitor plays: what they did must not be in a visitor's way."""
        return [who for who in self.citizens(slug) if who not in self.texts.people["personas"]]

    def scope(self, over: str) -> str:
        """Return the scope of a role held over a contest's slug, or over ``over`` itself."""
        return contest_scope(self.contests[over].id) if over in self.contests else over
