"""Three contests, set up, announced and judged by those whose office it is."""

from functools import partial
from itertools import product

from accounts.methods import Actor
from contest.enums import WindowKind
from contest.services.contests import ContestText, announce_contest, create_contest
from contest.services.parts import add_award, add_criterion, add_division
from front_door.methods.city_texts import Texts
from front_door.services.demonstration.city import City
from front_door.services.demonstration.people import appoint_judges

_PREPARATION = 12
_TEXTS = ("title", "theme", "summary", "description", "eligibility", "rules")


def plan_contests(city: City, contest: Texts) -> None:
    """Plan a contest's set-up and its announcement; a panel is appointed once ideas are in."""
    days, lot = contest["schedule"], city.lot("contest", contest["slug"])
    prepared = city.some_time(days["announced"] - _PREPARATION, lot, in_office=True)
    announced = city.some_time(days["announced"], lot, in_office=True)
    city.on(prepared, "secretariat", partial(_set_up, city, contest))
    city.on(announced, "secretariat", lambda by: announce_contest(contest=city.contests[contest["slug"]], by=by))
    appointed = days["judging_opens"] - 2
    if appointed < 0:
        appoint_judges(city, contest, city.some_time(appointed, lot, in_office=True))


def _set_up(city: City, contest: Texts, by: Actor) -> None:
    slug, days = contest["slug"], contest["schedule"]
    dates = {kind: (city.start_of(days[f"{kind}_opens"]), city.start_of(days[f"{kind}_closes"])) for kind in WindowKind}
    opened = create_contest(text=ContestText(slug=slug, **_bilingual(contest, *_TEXTS)), dates=dates, by=by)
    city.contests[slug] = opened
    picks = contest["ballot_rule"]["picks_per_division"]
    for division in contest["divisions"]:
        texts = _bilingual(division, "name", "description")
        city.divisions[slug, division["slug"]] = add_division(
            contest=opened, slug=division["slug"], texts=texts, quota=division["quota"], picks=picks, by=by
        )
    for criterion in contest["criteria"]:
        texts = _bilingual(criterion, "name") | _anchors(criterion)
        city.criteria[slug, criterion["slug"]] = add_criterion(
            contest=opened, texts=texts, weight=criterion["weight"], by=by
        )
    for division, award in product(contest["divisions"], contest["awards"]):
        city.awards[slug, division["slug"], award["slug"]] = add_award(
            contest=opened,
            texts=_bilingual(award, "name"),
            division_id=city.divisions[slug, division["slug"]].id,
            by=by,
        )


def _bilingual(part: Texts, *names: str) -> dict[str, str]:
    return {f"{name}_{tongue}": part[name][tongue].strip() for name, tongue in product(names, ("ja", "en"))}


def _anchors(criterion: Texts) -> dict[str, str]:
    return {
        f"anchor_{points}_{tongue}": text
        for tongue, anchors in criterion["anchors"].items()
        for points, text in anchors.items()
    }
