"""The vote on a motion: opened with a quorum, one vote for each seat, counted and printed with every number."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from accounts.methods import Actor
from foundations.database.changes import insert_unless_there
from foundations.database.locks import hold
from foundations.database.session import db
from governance_board.enums import Failing, Formula, Sector, Vote
from governance_board.errors import (
    AlreadyVoted,
    ItemNotOpen,
    NoQuorum,
    NotOnTheRoll,
    NotPresent,
    Recused,
)
from governance_board.methods.records import hash_of_record, record_of_vote
from governance_board.methods.votes import QuorumRule, Result, count_votes
from governance_board.models import CouncilVote, Motion, RollEntry, VoteResult
from governance_board.queries.meetings import open_item_of, present_in
from governance_board.queries.motions import recused_seats, roll_of, votes_on
from governance_board.queries.seats import roll_at
from governance_board.services.acts import hold_council, record_act
from governance_board.services.wordings import check_wording

if TYPE_CHECKING:
    from foundations.ledger.commitments import Json

_NO_QUORUM = {Failing.NO_QUORUM, Failing.NO_SECTOR_QUORUM}


def open_vote(*, motion: Motion, by: Actor) -> None:
    """Let the council vote on the newest version, in the meeting that deals with it now.

    The seats that are filled now are the roll: who is appointed meanwhile does not vote.

    Raises:
        VoteBegan: once it has begun.
        ItemNotOpen: if no open meeting is dealing with the motion.
        NoQuorum: if too few of those who may vote are present, overall or in a sector.
        ForceInThePast, RulesConflict …: if the wording could not be carried out any more.
    """
    council = hold_council()
    _hold(motion)
    motion.check_before_vote()
    item = open_item_of(motion)
    if item is None:
        raise ItemNotOpen
    version = motion.latest
    check_wording(motion=motion, version=version, by=by)
    roll = roll_at(by.at)
    _check_quorum(motion, roll, set(present_in(item.meeting_id)), council.quorum)
    motion.meeting_id, motion.voted_version, motion.vote_opened_at = item.meeting_id, version.version, by.at
    db.session.flush()
    motion.roll = [RollEntry(seat_id=seat, sector=sector) for seat, sector in roll.items()]
    db.session.flush()
    facts: dict[str, Json] = {
        "meeting": item.meeting.number,
        "version": version.version,
        "hash": version.hash,
        "formula": Formula(motion.formula).value,
        "roll": sorted(roll),
    }
    record_act("vote_opened", facts, subject=_subject(motion), by=by)


def cast_vote(*, motion: Motion, choice: Vote, by: Actor) -> None:
    """Vote for the seat for which one sits in the meeting, once.

    Raises:
        VoteNotOpen: before the vote is opened and after it is closed.
        NotPresent: if the actor is not in the room for a seat.
        NotOnTheRoll: if the seat was vacant when the vote began.
        Recused: if the seat is.
        AlreadyVoted: if the seat has voted.
    """
    _hold(motion)
    motion.check_voting()
    seats = {person: seat for seat, person in present_in(motion.meeting_id).items()}
    seat_id = seats.get(by.person_id or 0)
    if seat_id is None:
        raise NotPresent
    if seat_id not in {entry.seat_id for entry in roll_of(motion)}:
        raise NotOnTheRoll
    if seat_id in recused_seats(motion):
        raise Recused
    row = {"seat_id": seat_id, "version": motion.voted_version, "person_id": by.person_id, "choice": choice}
    if not insert_unless_there(db.session(), CouncilVote, motion_id=motion.id, cast_at=by.at, **row):
        raise AlreadyVoted
    db.session.expire(motion, ["votes"])
    facts = {"seat": seat_id, "version": motion.voted_version, "choice": choice.value}
    record_act("vote_cast", facts, subject=_subject(motion), by=by)


def close_vote(*, motion: Motion, by: Actor) -> Result:
    """End the vote and count it; return what it came to.

    Present are the seats in the room now and those that have voted.

    Raises:
        VoteNotOpen: before it is opened and after it was closed.
    """
    council = hold_council()
    _hold(motion)
    motion.check_voting()
    votes = {vote.seat_id: Vote(vote.choice) for vote in votes_on(motion)}
    result, record = record_of_vote(
        about={
            "motion": motion.number,
            "version": motion.voted_version,
            "hash": motion.latest.hash,
            "meeting": None if motion.meeting is None else motion.meeting.number,
        },
        seats={entry.seat_id: Sector(entry.sector) for entry in roll_of(motion)},
        present=set(present_in(motion.meeting_id)) | votes.keys(),
        recused=recused_seats(motion),
        votes=votes,
        formula=Formula(motion.formula),
        quorum=council.quorum,
    )
    motion.vote_closed_at = by.at
    motion.result = VoteResult(
        version=motion.voted_version,
        is_carried=result.is_carried,
        record=record,
        record_hash=hash_of_record(record),
        counted_at=by.at,
    )
    db.session.flush()
    facts: dict[str, Json] = {"is_carried": result.is_carried, "record_hash": motion.result.record_hash}
    record_act("vote_closed", facts, subject=_subject(motion), by=by)
    return result


def _check_quorum(motion: Motion, roll: Mapping[int, Sector], present: set[int], quorum: QuorumRule) -> None:
    counted = count_votes(
        roll,
        present=present,
        recused=recused_seats(motion),
        votes={},
        formula=Formula(motion.formula),
        quorum=quorum,
    )
    if not _NO_QUORUM.isdisjoint(counted.failings):
        raise NoQuorum(present=counted.total("present"), entitled=counted.total("entitled"), of_sector=quorum.of_sector)


def _hold(motion: Motion) -> None:
    hold(motion, "withdrawn_at", "vote_opened_at", "voted_version", "vote_closed_at", "meeting_id")
    db.session.expire(motion, ["versions", "result"])


def _subject(motion: Motion) -> str:
    return f"motion:{motion.number}"
