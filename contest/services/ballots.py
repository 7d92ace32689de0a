"""Casting ballots."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from secrets import token_bytes
from typing import cast

from sqlalchemy import Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from accounts.methods import Actor
from accounts.queries import addressee
from contest import policies
from contest.enums import WindowKind
from contest.errors import AddressNotConfirmed, AlreadyVoted, OnDuty, VotingClosed
from contest.methods.ballots import Choice, PlacedPick, picks_digest, place_picks
from contest.models import Ballot, Contest, Improvement, Pick
from contest.queries.ballots import divisions_on_ballot, receipt_code_of, slots_for_casting, slots_of
from foundations.database.clock_mark import check_time_is_certain
from foundations.database.session import db
from foundations.ledger.commitments import SALT_BYTES
from foundations.ledger.recording import new_key, record
from foundations.mail.addresses import UnusableAddress
from foundations.mail.composing import compose
from foundations.mail.outbox import queue_mail

_ballots, _picks = cast("Table", Ballot.__table__), cast("Table", Pick.__table__)
_improvements = cast("Table", Improvement.__table__)
# On PostgreSQL a twin that is being cast right now is waited for, and no error ends the transaction.
_insert_unless_voted = {
    "sqlite": sqlite.insert(_ballots).on_conflict_do_nothing().returning(_ballots.c.id),
    "postgresql": postgresql.insert(_ballots).on_conflict_do_nothing().returning(_ballots.c.id),
}
_insert_picks, _insert_improvements = insert(_picks), insert(_improvements)
_ONLY_SEQUENCE = 1  # a ballot is cast once; re-casting would count on from here


def check_may_vote(*, contest: Contest, by: Actor) -> None:
    """Refuse, by name, whoever has no ballot to cast at this instant.

    Raises:
        VotingClosed: outside the window ``[opens_at, closes_at)``, or after the release.
        OnDuty: for who judges, runs or audits the contest.
        AddressNotConfirmed: for a person whose mail address is not known to be theirs.
    """
    if policies.may_vote(by, contest):
        return
    if not policies.is_voting_open(by, contest):
        raise _closed(contest, by)
    raise OnDuty if policies.is_on_duty(by, contest) else AddressNotConfirmed


def check_ballot(*, contest: Contest, choices: Sequence[Choice], by: Actor) -> None:
    """Refuse what ``cast_ballot`` would refuse; change nothing.

    Raises:
        VotingClosed, OnDuty, AddressNotConfirmed, BallotInvalid, AlreadyVoted: as there.
    """
    check_may_vote(contest=contest, by=by)
    receipt_code = receipt_code_of(by, contest)
    if receipt_code is not None:
        raise AlreadyVoted(receipt_code=receipt_code)
    _place(contest, choices, slots_of(contest))


def cast_ballot(*, contest: Contest, choices: Sequence[Choice], by: Actor) -> str:
    """Take in a ballot, whole, once; return its receipt code.

    Plain inserts, not mapped objects: this is the busiest hour's hottest path.

    Raises:
        TimeUncertain: if the server's clock was set back.
        VotingClosed, OnDuty, AddressNotConfirmed: see ``check_may_vote``.
        BallotInvalid: if the choices break the ballot rule.
        AlreadyVoted: if a ballot of this voter was first; with its receipt code.
    """
    check_time_is_certain()
    check_may_vote(contest=contest, by=by)
    slots = slots_for_casting(contest)
    if not slots:
        raise _closed(contest, by)
    picks = _place(contest, choices, slots)
    salt = token_bytes(SALT_BYTES)
    # The payload names no voter and no number that counts ballots.
    code = record(
        "contest.ballot_cast",
        {
            "contest": contest.id,
            "sequence": _ONLY_SEQUENCE,
            "picks": picks_digest(salt, [(pick.division_id, pick.idea_id) for pick in picks]),
        },
        subject=None,
        at=by.at,
    )
    ballot_id = _insert_ballot(contest, by, code, salt)
    if ballot_id is None:
        raise AlreadyVoted(receipt_code=receipt_code_of(by, contest))
    db.session.execute(_insert_picks, [_row(pick, contest, ballot_id) for pick in picks])
    _keep_improvements(picks, ballot_id)
    _confirm_by_mail(contest, by, code)
    return code


def _place(contest: Contest, choices: Sequence[Choice], slots: Mapping[int, Sequence[int]]) -> list[PlacedPick]:
    divisions = divisions_on_ballot(contest, {choice.idea_id for choice in choices})
    return place_picks(choices, divisions=divisions, slots=slots)


def _insert_ballot(contest: Contest, by: Actor, code: str, salt: bytes) -> int | None:
    row = {
        "contest_id": contest.id,
        "voter_id": by.person_id,
        "sequence": _ONLY_SEQUENCE,
        "cast_at": by.at,
        "receipt_code": code,
        "picks_salt": salt,
    }
    ballot_id: int | None = db.session.scalar(_insert_unless_voted[db.session.get_bind().dialect.name], row)
    return ballot_id


def _row(pick: PlacedPick, contest: Contest, ballot_id: int) -> dict[str, object]:
    return {
        "ballot_id": ballot_id,
        "division_id": pick.division_id,
        "slot": pick.slot,
        "contest_id": contest.id,
        "idea_id": pick.idea_id,
    }


def _keep_improvements(picks: Sequence[PlacedPick], ballot_id: int) -> None:
    written = [
        {"ballot_id": ballot_id, "idea_id": pick.idea_id, "key": new_key(), "body": pick.improvement}
        for pick in picks
        if pick.improvement
    ]
    if written:
        db.session.execute(_insert_improvements, written)


def _confirm_by_mail(contest: Contest, by: Actor, receipt_code: str) -> None:
    voter = addressee(by)
    letter = compose(
        "ballot_cast",
        language=voter.language,
        name=voter.name,
        contest=contest,
        cast_at=by.at,
        receipt_code=receipt_code,
    )
    with suppress(UnusableAddress):  # a ballot counts whether or not a mail can say so
        queue_mail(to=voter.address, **letter, unique_key=f"ballot-cast:{receipt_code}", at=by.at)


def _closed(contest: Contest, by: Actor) -> VotingClosed:
    window = contest.window(WindowKind.VOTING)
    return VotingClosed(opens_at=window.opens_at, closes_at=window.closes_at, at=by.at)
