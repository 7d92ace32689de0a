"""Ballots for tests, put in the box past the voting page, so that they may lie in any contest."""

import datetime as dt
import secrets
from collections.abc import Sequence

from accounts.models import Person
from contest.enums import WindowKind
from contest.models import Ballot, Contest, Idea, Improvement, Pick
from foundations.database.session import db
from foundations.ledger.recording import new_key
from tests.factories.accounts import make_person


def make_ballot(
    contest: Contest,
    ideas: Sequence[Idea],
    *,
    voter: Person | None = None,
    improvement: str = "",
    sequence: int = 1,
) -> Ballot:
    """One person's ballot with a pick of each of ``ideas``, cast an hour after voting opened."""
    ballot = Ballot(
        contest_id=contest.id,
        voter_id=(voter or make_person()).id,
        sequence=sequence,
        cast_at=contest.window(WindowKind.VOTING).opens_at + dt.timedelta(hours=1),
        receipt_code=new_key(),
        picks_salt=secrets.token_bytes(32),
    )
    db.session.add(ballot)
    db.session.flush()
    db.session.add_all(
        Pick(
            ballot_id=ballot.id,
            division_id=idea.division_id,
            slot=slot,
            contest_id=contest.id,
            idea_id=idea.id,
        )
        for slot, idea in enumerate(ideas, start=1)
    )
    if improvement:
        db.session.flush()
        db.session.add_all(
            Improvement(ballot_id=ballot.id, idea_id=idea.id, key=new_key(), body=improvement) for idea in ideas
        )
    db.session.commit()
    return ballot
