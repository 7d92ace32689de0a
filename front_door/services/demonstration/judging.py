"""The panel's work in the contest that is over: conflicts, score sheets, awards and the release."""

from functools import partial

from accounts.methods import Actor
from contest.enums import ConflictKind
from contest.services.judging import Line, declare_conflict, hand_in_scores
from contest.services.results import decide_award, open_counts, release_results
from front_door.methods.city_texts import Texts
from front_door.services.demonstration.city import City


def plan_judging(city: City, contest: Texts) -> None:
    """Plan what the panel and the secretariat did, if the contest has been judged."""
    slug = contest["slug"]
    judged = city.texts.judgements.get(slug)
    if judged is None:
        return
    lot = city.lot("judging", slug)
    for conflict in judged["conflicts"]:
        at = city.some_time(conflict["declared_day"], lot)
        city.on(at, conflict["judge"], partial(_declare, city, conflict))
    for sheet in judged["sheets"]:
        at = city.some_time(sheet["handed_in_day"], lot)
        city.on(at, sheet["judge"], partial(_hand_in, city, contest, sheet))
    counted = city.start_of(judged["decided_day"])
    city.on(counted, "secretariat", lambda by: open_counts(contest=city.contests[slug], by=by))
    decided = city.some_time(judged["decided_day"], lot, in_office=True)
    for award in judged["awards"]:
        city.on(decided, "secretariat", partial(_decide, city, slug, award))
    released = city.start_of(contest["schedule"]["released"])
    city.on(released, "secretariat", lambda by: release_results(contest=city.contests[slug], by=by))


def _declare(city: City, conflict: Texts, by: Actor) -> None:
    declare_conflict(idea=city.ideas[conflict["idea"]], kind=ConflictKind(conflict["kind"]), by=by)


def _hand_in(city: City, contest: Texts, sheet: Texts, by: Actor) -> None:
    lines = {
        city.criteria[contest["slug"], criterion["slug"]].id: Line(**sheet[criterion["slug"]])
        for criterion in contest["criteria"]
    }
    hand_in_scores(idea=city.ideas[sheet["idea"]], lines=lines, by=by)


def _decide(city: City, slug: str, award: Texts, by: Actor) -> None:
    decide_award(
        contest=city.contests[slug],
        award=city.awards[slug, award["division"], award["award"]],
        idea_id=city.ideas[award["idea"]].id,
        explanation=award["explanation"].strip(),
        by=by,
    )
