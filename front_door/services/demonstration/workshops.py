"""Three workshops: one over, with an idea that came of it; one to walk into; one that takes registrations."""

import datetime as dt
from functools import partial
from random import Random

from accounts.methods import Actor
from contest.services.ideas import IdeaText, save_draft, submit_idea
from contest.services.moderation import publish_idea
from foundations.database.clock import JST
from front_door.methods.city_texts import Texts
from front_door.services.demonstration.city import City
from workshops.queries.workshops import boards_of
from workshops.services.boards import make_group, move_note, reveal_board
from workshops.services.ideas import make_idea
from workshops.services.minutes import publish_minutes
from workshops.services.notes import write_note_for_others
from workshops.services.registrations import check_in, register
from workshops.services.slips import issue_slips
from workshops.services.workshops import WorkshopText, announce_workshop, prepare_workshop

_FACILITATOR = "facilitator"
_MINUTE = dt.timedelta(minutes=1)


def plan_workshops(city: City) -> None:
    """Plan every workshop from its announcement to its minutes, as far as today reaches."""
    for workshop in city.texts.workshops:
        lot = city.lot("workshop", workshop["slug"])
        announced = city.some_time(workshop["announced"], lot, in_office=True)
        city.on(announced - 60 * _MINUTE, "secretariat", partial(_prepare, city, workshop))
        city.on(announced, "secretariat", partial(_announce, city, workshop))
        comers = _plan_registrations(city, workshop, lot)
        if workshop["starts"][0] < 0:
            _plan_day(city, workshop, comers)
        if "minutes" in workshop:
            _plan_outcome(city, workshop, lot)


def _prepare(city: City, workshop: Texts, by: Actor) -> None:
    text = WorkshopText(
        slug=workshop["slug"],
        **{
            f"{name}_{language}": workshop[name][language].strip()
            for name in ("title", "description", "place")
            for language in ("ja", "en")
        },
        starts_at=_moment(city, workshop["starts"]),
        ends_at=_moment(city, workshop["ends"]),
        registration_closes_at=_moment(city, workshop["registration_closes"]),
        contest_id=city.contests[workshop["contest"]].id,
    )
    city.workshops[workshop["slug"]] = prepare_workshop(
        text=text, capacity=workshop["capacity"], tables=workshop["tables"], by=by
    )


def _announce(city: City, workshop: Texts, by: Actor) -> None:
    announce_workshop(workshop=city.workshops[workshop["slug"]], by=by)


def _plan_registrations(city: City, workshop: Texts, lot: Random) -> list[str]:
    last_day = min(workshop["registration_closes"][0], workshop["starts"][0], 0)
    comers = lot.sample(city.passers_by(workshop["contest"]), workshop["participants"])
    days = sorted(lot.randrange(workshop["announced"] + 1, last_day) for _ in comers)
    for who, day in zip(comers, days, strict=True):
        city.on(city.some_time(day, lot), who, partial(_register, city, workshop, who))
    for who in workshop.get("come", []):
        city.on(city.some_time(last_day - 1, lot), who, partial(_register, city, workshop, who))
    return [*workshop.get("come", []), *comers]


def _register(city: City, workshop: Texts, who: str, by: Actor) -> None:
    city.registrations[workshop["slug"], who] = register(workshop=city.workshops[workshop["slug"]], by=by)


def _plan_day(city: City, workshop: Texts, comers: list[str]) -> None:
    starts_at = _moment(city, workshop["starts"])
    for minute, who in enumerate(comers):
        city.on(starts_at + minute * _MINUTE, _FACILITATOR, partial(_check_in, city, workshop, who))
    if "slips" in workshop:
        city.on(starts_at, _FACILITATOR, partial(_issue_slips, city, workshop))
    at = starts_at + 30 * _MINUTE
    for table in workshop.get("notes", []):
        city.on(at, _FACILITATOR, partial(_write_notes, city, workshop, table))
    for group in workshop.get("groups", []):
        at += 5 * _MINUTE
        city.on(at, _FACILITATOR, partial(_make_group, city, workshop, group))


def _check_in(city: City, workshop: Texts, who: str, by: Actor) -> None:
    registration = city.registrations[workshop["slug"], who]
    if registration.place is not None:
        check_in(registration=registration, by=by)


def _issue_slips(city: City, workshop: Texts, by: Actor) -> None:
    for board in boards_of(city.workshops[workshop["slug"]]):
        issue_slips(board=board, count=workshop["slips"], by=by)


def _write_notes(city: City, workshop: Texts, table: Texts, by: Actor) -> None:
    board = boards_of(city.workshops[workshop["slug"]])[table["table"] - 1]
    for body in table["notes"]:
        write_note_for_others(board=board, body=body, by=by)


def _make_group(city: City, workshop: Texts, group: Texts, by: Actor) -> None:
    board = boards_of(city.workshops[workshop["slug"]])[0]
    notes = [write_note_for_others(board=board, body=body, by=by) for body in group["notes"]]
    reveal_board(board=board, by=by)
    made = make_group(board=board, heading=group["heading"], by=by)
    for note in notes:
        move_note(note=note, group=made)
    if "idea" in group:
        city.note_groups[group["idea"]] = made


def _plan_outcome(city: City, workshop: Texts, lot: Random) -> None:
    idea = workshop["idea"]
    submitted = city.some_time(idea["submitted_day"], lot)
    checked = city.some_time(idea["submitted_day"] + 1, lot, in_office=True)
    published = city.some_time(workshop["minutes_day"], lot, in_office=True)
    city.on(submitted, idea["author"], partial(_make_idea, city, workshop))
    city.on(checked, "secretariat", lambda by: publish_idea(idea=city.ideas[idea["key"]], by=by))
    city.on(published, _FACILITATOR, partial(_publish_minutes, city, workshop))


def _make_idea(city: City, workshop: Texts, by: Actor) -> None:
    idea, slug = workshop["idea"], workshop["contest"]
    group = city.note_groups[idea["key"]]
    draft = make_idea(group=group, contest=city.contests[slug], by=by).idea
    text = IdeaText(
        division_id=city.divisions[slug, idea["division"]].id,
        title=draft.title,
        problem=draft.problem,
        proposal=idea["proposal"].strip(),
        data_needed=idea["data_needed"].strip(),
    )
    save_draft(idea=draft, text=text, by=by)
    submit_idea(idea=draft, by=by)
    city.ideas[idea["key"]] = draft


def _publish_minutes(city: City, workshop: Texts, by: Actor) -> None:
    publish_minutes(workshop=city.workshops[workshop["slug"]], body=workshop["minutes"].strip(), by=by)


def _moment(city: City, day_and_time: list[int | str]) -> dt.datetime:
    day, clock = day_and_time
    date = city.today + dt.timedelta(days=int(day))
    return dt.datetime.combine(date, dt.time.fromisoformat(str(clock)), JST).astimezone(dt.UTC)
