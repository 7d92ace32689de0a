"""The ideas of a contest, from the first word to the secretariat's decision, and what people say of them."""

import datetime as dt
from collections import Counter
from functools import partial

from accounts.methods import Actor
from contest.services.demonstration import add_supports
from contest.services.ideas import IdeaText, post_comment, save_draft, start_idea, submit_idea, withdraw_idea
from contest.services.moderation import publish_idea, refuse_idea
from front_door.methods.city_texts import Texts
from front_door.services.demonstration.city import City

_WRITING = dt.timedelta(minutes=40)
_BETWEEN_COMMENTS = dt.timedelta(minutes=43)
_FIRST_COMMENT = dt.timedelta(hours=8)


def plan_ideas(city: City, contest: Texts) -> None:
    """Plan a contest's ideas, their moderation, their comments and their supports."""
    for idea in city.texts.ideas[contest["slug"]]:
        _plan_idea(city, contest, idea)
        if idea["support"]:
            _plan_supports(city, contest, idea)
    _plan_comments(city, contest)


def _plan_idea(city: City, contest: Texts, idea: Texts) -> None:
    lot, author, state = city.lot("idea", idea["key"]), idea["author"], idea["state"]
    if state == "draft":
        city.on(city.some_time(idea["saved_day"], lot), author, partial(_write, city, contest, idea))
        return
    submitted = city.some_time(idea["submitted_day"], lot)
    city.on(submitted - _WRITING, author, partial(_write, city, contest, idea))
    city.on(submitted, author, lambda by: submit_idea(idea=city.ideas[idea["key"]], by=by))
    if state in {"published", "withdrawn"}:
        checked = city.some_time(idea["submitted_day"] + 1, lot, in_office=True)
        city.on(checked, "secretariat", lambda by: publish_idea(idea=city.ideas[idea["key"]], by=by))
    if state == "refused":
        reason = idea["refusal_reason"].strip()
        decided = city.some_time(idea["decided_day"], lot, in_office=True)
        city.on(decided, "secretariat", lambda by: refuse_idea(idea=city.ideas[idea["key"]], reason=reason, by=by))
    if state == "withdrawn":
        decided = city.some_time(idea["decided_day"], lot)
        city.on(decided, author, lambda by: withdraw_idea(idea=city.ideas[idea["key"]], by=by))


def _write(city: City, contest: Texts, idea: Texts, by: Actor) -> None:
    slug = contest["slug"]
    text = IdeaText(
        division_id=city.divisions[slug, idea["division"]].id,
        title=idea["title"].strip(),
        problem=idea["problem"].strip(),
        proposal=idea["proposal"].strip(),
        data_needed=idea["data_needed"].strip(),
    )
    city.ideas[idea["key"]] = draft = start_idea(contest=city.contests[slug], by=by)
    save_draft(idea=draft, text=text, by=by)


def _plan_supports(city: City, contest: Texts, idea: Texts) -> None:
    lot, passers_by = city.lot("supports", idea["key"]), city.passers_by(contest["slug"])
    supporters = lot.sample([who for who in passers_by if who != idea["author"]], idea["support"])
    first, until = idea["submitted_day"] + 2, min(contest["schedule"]["voting_opens"], 0)
    moments = sorted(city.some_time(lot.randrange(first, until), lot) for _ in supporters)
    given = [(city.people[who].id, moment) for who, moment in zip(supporters, moments, strict=True)]
    city.on(moments[-1], supporters[-1], lambda _by: add_supports(idea=city.ideas[idea["key"]], given=given))


def _plan_comments(city: City, contest: Texts) -> None:
    on_day: Counter[int] = Counter()
    for comment in city.texts.comments[contest["slug"]]:
        day = comment["day"]
        at = city.start_of(day) + _FIRST_COMMENT + on_day[day] * _BETWEEN_COMMENTS
        on_day[day] += 1
        city.on(at, comment["author"], partial(_comment, city, comment))


def _comment(city: City, comment: Texts, by: Actor) -> None:
    post_comment(idea=city.ideas[comment["idea"]], body=comment["text"].strip(), by=by)
