"""What the demonstration city needs many of at a time."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import insert, update

from contest.models import Idea, Support
from foundations.database.session import db


def add_supports(*, idea: Idea, given: Sequence[tuple[int, dt.datetime]]) -> None:
    """Add the supports of many people, each a person's id and a moment, as ``support_idea`` would one by one."""
    rows = [{"idea_id": idea.id, "person_id": person_id, "given_at": given_at} for person_id, given_at in given]
    db.session.execute(insert(Support), rows)
    db.session.execute(
        update(Idea).where(Idea.id == idea.id).values({Idea.support_count: Idea.support_count + len(rows)})
    )
