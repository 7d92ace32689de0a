"""Ballots: everybody who votes draws ideas by their popularity."""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from random import Random

from accounts.methods import Actor
from contest.methods.ballots import Choice
from contest.services.ballots import cast_ballot
from front_door.methods.city_texts import Texts
from front_door.methods.lots import draw_weighted
from front_door.services.demonstration.city import City

_VOTERS_WHEN_CLOSED, _VOTERS_WHEN_OPEN = 250, 96
_LEAVES_A_DIVISION_OUT = 0.08
_HOW_MANY_PICKS = (1, 2, 2, 3, 3, 3, 3)


def plan_ballots(city: City, contest: Texts) -> None:
    """Plan the ballots that have been cast by today; none of a persona where the vote is still open."""
    days, lot = contest["schedule"], city.lot("ballots", contest["slug"])
    if days["voting_opens"] >= 0:
        return
    is_open = days["voting_closes"] > 0
    voters = city.passers_by(contest["slug"]) if is_open else city.citizens(contest["slug"])
    improvements = _improvements(city, contest)
    for who in lot.sample(voters, _VOTERS_WHEN_OPEN if is_open else _VOTERS_WHEN_CLOSED):
        chosen = {key: _improvement(improvements, key) for key in _choose(city, contest, who, lot)}
        at = city.some_time(lot.randrange(days["voting_opens"], min(days["voting_closes"], 0)), lot)
        city.on(at, who, partial(_cast, city, contest, chosen))


def _choose(city: City, contest: Texts, who: str, lot: Random) -> list[str]:
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for idea in city.texts.ideas[contest["slug"]]:
        if idea["state"] == "published" and idea["author"] != who:
            weights[idea["division"]][idea["key"]] = idea["popularity"]
    left_out = lot.choice(list(weights)) if lot.random() < _LEAVES_A_DIVISION_OUT else None
    return [
        key
        for division, ideas in weights.items()
        if division != left_out
        for key in draw_weighted(ideas, lot.choice(_HOW_MANY_PICKS), lot)
    ]


def _improvements(city: City, contest: Texts) -> dict[str, list[str]]:
    written: dict[str, list[str]] = defaultdict(list)
    for improvement in city.texts.improvements[contest["slug"]]:
        written[improvement["idea"]].append(improvement["text"].strip())
    return written


def _improvement(written: Mapping[str, list[str]], key: str) -> str:
    """Return the next improvement that somebody wrote beside a pick of this idea; empty once all are used."""
    waiting = written.get(key)
    return waiting.pop(0) if waiting else ""


def _cast(city: City, contest: Texts, chosen: Mapping[str, str], by: Actor) -> None:
    choices = [Choice(city.ideas[key].id, improvement) for key, improvement in chosen.items()]
    cast_ballot(contest=city.contests[contest["slug"]], choices=choices, by=by)
