"""Filling the demonstration city: what its people did, carried out in the order of time.

Everything that is recorded goes through the services of real acts, so the ledger, the counts
and the results of this city are as true as a real one's. Only people and supports, of which
there are thousands, are stored many at a time.
"""

import datetime as dt

from foundations.database.clock import day_in_japan
from front_door.methods.city_texts import city_texts
from front_door.services.demonstration.ballots import plan_ballots
from front_door.services.demonstration.city import City
from front_door.services.demonstration.contests import plan_contests
from front_door.services.demonstration.council import plan_council
from front_door.services.demonstration.datasets import plan_datasets
from front_door.services.demonstration.ideas import plan_ideas
from front_door.services.demonstration.judging import plan_judging
from front_door.services.demonstration.mails import keep_mails_of_personas
from front_door.services.demonstration.people import settle_people
from front_door.services.demonstration.purposes import plan_purposes
from front_door.services.demonstration.workshops import plan_workshops

__all__ = ["load_city"]


def load_city(*, at: dt.datetime) -> City:
    """Fill an empty database with the city as it stands at ``at``."""
    city = City(city_texts(), day_in_japan(at))
    settle_people(city)
    for contest in city.texts.contests:
        plan_contests(city, contest)
        plan_ideas(city, contest)
        plan_ballots(city, contest)
        plan_judging(city, contest)
    plan_workshops(city)
    plan_council(city, at)
    plan_purposes(city)
    plan_datasets(city)
    city.live()
    keep_mails_of_personas(city)
    return city
