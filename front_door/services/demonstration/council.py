"""The council: seated, one meeting finished with a rule in force, one open now with a motion to vote on."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from accounts.methods import Actor
from front_door.methods.city_texts import Texts
from front_door.services.demonstration.city import City
from governance_board.enums import Formula, InterestKind, MotionKind, Part, Party, Sector, Standing, Vote
from governance_board.services.duties import Duty, publish_role_matrix
from governance_board.services.meetings import (
    Matter,
    MeetingText,
    close_meeting,
    convene_meeting,
    note_arrival,
    open_item,
    open_meeting,
)
from governance_board.services.minutes import approve_minutes, draft_minutes, publish_minutes
from governance_board.services.motions import Subject, amend_motion, declare_interest, submit_motion
from governance_board.services.rules import carry_out_motion
from governance_board.services.seats import add_seat, appoint_member, establish_council
from governance_board.services.votes import cast_vote, close_vote, open_vote
from governance_board.services.wordings import Wording

if TYPE_CHECKING:
    from governance_board.models import Meeting, Motion, Seat

_FOUNDED, _MATRIX = -399, -395
_TERM = (-398, 650)
_A_MINUTE, _BEGAN = dt.timedelta(minutes=1), dt.timedelta(minutes=40)


@dataclass
class _Board:
    """The council while it is filled: seats by holder, what is under way by the file's name for it."""

    city: City
    seats: dict[str, "Seat"] = field(default_factory=dict)
    motions: dict[str, "Motion"] = field(default_factory=dict)
    meetings: dict[str, "Meeting"] = field(default_factory=dict)

    @property
    def texts(self) -> Texts:
        """What the file says."""
        return self.city.texts.council


def plan_council(city: City, at: dt.datetime) -> None:
    """Plan all that the council did until ``at``."""
    board, lot = _Board(city), city.lot("council")
    city.on(city.some_time(_FOUNDED, lot, in_office=True), "secretariat", partial(_seat, board))
    city.on(city.some_time(_MATRIX, lot, in_office=True), "secretariat", partial(_publish_matrix, board))
    held = city.start_of(-45) + dt.timedelta(hours=14)
    _plan_motion(board, "finished", submitted=-58, amended=-50, in_force=(-30, 335), kind=InterestKind.EMPLOYMENT)
    _plan_call(board, "finished", called=-56, starts_at=held)
    _plan_sitting(board, "finished", held)
    _plan_votes(board, "finished", held + 40 * _A_MINUTE)
    _plan_result(board, held + 45 * _A_MINUTE)
    _plan_end(board, held + 90 * _A_MINUTE)
    now_held = at - _BEGAN
    _plan_motion(board, "open", submitted=-14, amended=-3, in_force=(30, 395), kind=InterestKind.OTHER)
    _plan_call(board, "open", called=-12, starts_at=now_held)
    _plan_sitting(board, "open", now_held)
    _plan_votes(board, "open", now_held + 20 * _A_MINUTE)
    _plan_call(board, "next", called=-2, starts_at=city.start_of(12) + dt.timedelta(hours=14))


def _seat(board: _Board, by: Actor) -> None:
    city, texts = board.city, board.texts
    establish_council(texts=_bilingual(texts, "name", "about"), by=by)
    first, last = (city.today + dt.timedelta(days=day) for day in _TERM)
    for seat in texts["seats"]:
        made = add_seat(sector=Sector(seat["sector"]), **_bilingual(seat, "name"), by=by)
        held = {Standing.MEMBER: seat["holder"], Standing.SUBSTITUTE: seat.get("substitute")}
        for standing, who in held.items():
            if who is not None:
                person = city.people[who]
                appoint_member(seat=made, person=person, standing=standing, starts_on=first, ends_on=last, by=by)
        board.seats[seat["holder"]] = made


def _publish_matrix(board: _Board, by: Actor) -> None:
    duties = [
        Duty(**_bilingual(duty, "name"), parts={Party(party): Part(part) for party, part in duty["parts"].items()})
        for duty in board.texts["duties"]
    ]
    publish_role_matrix(duties=duties, by=by)


def _plan_motion(
    board: _Board, key: str, *, submitted: int, amended: int, in_force: tuple[int, int], kind: InterestKind
) -> None:
    city, lot, motion = board.city, board.city.lot("motion", key), board.texts[key]["motion"]
    dates = tuple(city.today + dt.timedelta(days=day) for day in in_force)
    city.on(city.some_time(submitted, lot, in_office=True), "secretariat", partial(_submit, board, key, motion, dates))
    city.on(city.some_time(amended, lot), "member_citizen", partial(_amend, board, key, motion, dates))
    interested = "voter23" if kind == InterestKind.EMPLOYMENT else "member_company"
    city.on(
        city.some_time(amended + 1, lot),
        interested,
        lambda by: declare_interest(motion=board.motions[key], kind=kind, note=motion["interest"], by=by),
    )


def _submit(board: _Board, key: str, motion: Texts, dates: tuple[dt.date, ...], by: Actor) -> None:
    board.motions[key] = submit_motion(
        kind=MotionKind.ENACT_RULE,
        formula=Formula.DOUBLE_MAJORITY,
        subject=Subject(rule_slug=motion["slug"]),
        wording=_wording(motion, "first_text", motion["first_reason"], dates),
        by=by,
    )


def _amend(board: _Board, key: str, motion: Texts, dates: tuple[dt.date, ...], by: Actor) -> None:
    amend_motion(motion=board.motions[key], wording=_wording(motion, "text", motion["reason"], dates), by=by)


def _plan_call(board: _Board, key: str, *, called: int, starts_at: dt.datetime) -> None:
    at = board.city.some_time(called, board.city.lot("call", key), in_office=True)
    board.city.on(at, "secretariat", partial(_convene, board, key, starts_at))


def _convene(board: _Board, key: str, starts_at: dt.datetime, by: Actor) -> None:
    texts = board.texts[key]
    agenda = [Matter(texts["item"]["ja"], texts["item"]["en"], board.motions.get(key))]
    if "closing_item" in texts:
        agenda.append(Matter(texts["closing_item"]["ja"], texts["closing_item"]["en"]))
    text = MeetingText(**_bilingual(texts, "title", "place"))
    board.meetings[key] = convene_meeting(text=text, starts_at=starts_at, agenda=agenda, by=by)


def _plan_sitting(board: _Board, key: str, starts_at: dt.datetime) -> None:
    city = board.city
    city.on(starts_at, "chair", lambda by: open_meeting(meeting=board.meetings[key], by=by))
    for number, seat in enumerate(board.texts["seats"], start=1):
        at = starts_at + number * _A_MINUTE
        city.on(at, "secretariat", partial(_arrive, board, key, seat["holder"]))
    city.on(
        starts_at + 15 * _A_MINUTE,
        "chair",
        lambda by: open_item(meeting=board.meetings[key], item=board.meetings[key].items[0], by=by),
    )


def _arrive(board: _Board, key: str, who: str, by: Actor) -> None:
    person = board.city.people[who]
    note_arrival(meeting=board.meetings[key], seat=board.seats[who], person_id=person.id, by=by)


def _plan_votes(board: _Board, key: str, at: dt.datetime) -> None:
    board.city.on(at, "chair", lambda by: open_vote(motion=board.motions[key], by=by))
    for number, (who, choice) in enumerate(board.texts[key]["motion"]["votes"].items(), start=1):
        board.city.on(at + number * _A_MINUTE / 3, who, partial(_cast, board, key, Vote(choice)))


def _plan_result(board: _Board, at: dt.datetime) -> None:
    city, motions = board.city, board.motions
    city.on(at, "chair", lambda by: close_vote(motion=motions["finished"], by=by))
    enacted = city.some_time(-43, city.lot("enactment"), in_office=True)
    city.on(enacted, "secretariat", lambda by: carry_out_motion(motion=motions["finished"], by=by))


def _cast(board: _Board, key: str, choice: Vote, by: Actor) -> None:
    cast_vote(motion=board.motions[key], choice=choice, by=by)


def _plan_end(board: _Board, at: dt.datetime) -> None:
    city, meetings, lot = board.city, board.meetings, board.city.lot("minutes")
    city.on(at - 30 * _A_MINUTE, "chair", lambda by: _next_item(meetings["finished"], by))
    city.on(at, "chair", lambda by: close_meeting(meeting=meetings["finished"], by=by))
    acts: list[tuple[int, str, Any]] = [
        (-42, "secretariat", draft_minutes),
        (-40, "chair", approve_minutes),
        (-38, "secretariat", publish_minutes),
    ]
    for day, who, act in acts:
        city.on(city.some_time(day, lot, in_office=True), who, partial(_about_minutes, board, act))


def _next_item(meeting: "Meeting", by: Actor) -> None:
    open_item(meeting=meeting, item=meeting.items[1], by=by)


def _about_minutes(board: _Board, act: Any, by: Actor) -> None:
    act(meeting=board.meetings["finished"], by=by)


def _wording(motion: Texts, name: str, reason: str, dates: tuple[dt.date, ...]) -> Wording:
    return Wording(
        **_bilingual(motion, "title"),
        text_ja=motion[name]["ja"].strip(),
        text_en=motion[name]["en"].strip(),
        terms=motion["terms"],
        effective_on=dates[0],
        review_on=dates[1],
        reason=reason,
    )


def _bilingual(part: Texts, *names: str) -> dict[str, str]:
    return {f"{name}_{tongue}": part[name][tongue].strip() for name, tongue in product(names, ("ja", "en"))}
