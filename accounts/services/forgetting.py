"""Clearing away what has done its work: nobody can use it any more, so it is not kept."""

import datetime as dt

from sqlalchemy import ColumnElement, delete, or_, select

from accounts.models import ABSOLUTE_LIMIT, OneTimeCode, Person, SignIn
from foundations.database.base import Base
from foundations.database.changes import rows_changed
from foundations.database.session import db
from foundations.web.audit import log_once_stored

CONFIRMED_WITHIN = dt.timedelta(days=7)
"""Whoever has not confirmed the address by then can sign up anew."""
_MOST_AT_A_TIME = 1000


def forget_what_is_over(*, at: dt.datetime) -> None:
    """Forget codes and sign-ins that count no more, and accounts whose address was never confirmed."""
    codes = rows_changed(db.session(), delete(OneTimeCode).where(OneTimeCode.expires_at <= at))
    is_over = or_(SignIn.ended_at.is_not(None), SignIn.began_at <= at - ABSOLUTE_LIMIT)
    sign_ins = rows_changed(db.session(), delete(SignIn).where(is_over))
    accounts = _forget_unconfirmed(at)
    if codes or sign_ins or accounts:
        log_once_stored("forgotten", codes=codes, sign_ins=sign_ins, accounts=accounts)


def _forget_unconfirmed(at: dt.datetime) -> int:
    """Forget accounts that nobody confirmed in time and nothing stands on; their addresses are free again."""
    # Locked, so that on PostgreSQL nobody confirms one in between.
    forgotten = db.session.scalars(
        select(Person.id)
        .where(
            Person.confirmed_at.is_(None),
            Person.suspended_at.is_(None),
            Person.joined_at <= at - CONFIRMED_WITHIN,
            *_nothing_stands_on_it(),
        )
        .order_by(Person.id)
        .limit(_MOST_AT_A_TIME)
        .with_for_update()
    ).all()
    db.session.execute(delete(OneTimeCode).where(OneTimeCode.person_id.in_(forgotten)))
    db.session.execute(delete(SignIn).where(SignIn.person_id.in_(forgotten)))
    db.session.execute(delete(Person).where(Person.id.in_(forgotten)))
    return len(forgotten)


def _nothing_stands_on_it() -> list[ColumnElement[bool]]:
    """An office, an idea, a ballot: whatever row of any room names a person keeps the account."""
    people = Base.metadata.tables[Person.__tablename__]
    goes_along = {OneTimeCode.__tablename__, SignIn.__tablename__}
    return [
        ~select(column).where(column == people.c.id).correlate(people).exists()
        for table in Base.metadata.sorted_tables
        if table.name not in goes_along
        for column in table.columns
        if column.references(people.c.id)
    ]
