"""The rows that are read and written: a call with 1,000 ideas, a vote, and people signed in."""

import datetime as dt
import secrets
from dataclasses import dataclass, field

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from accounts.models import Person, SignIn
from accounts.queries import token_digest
from contest.enums import IdeaState, Phase
from contest.methods.shuffle import PRIME
from contest.models import Comment, Contest, Idea
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.recording import record
from foundations.web.actors import TOKEN
from tests.factories.contest import make_contest

IDEAS, COMMENTS = 1000, 20
_TROUBLE = "夕方のバスがいつ来るのか分からず、雨の日は屋根のない停留所で長く待つことになります。"
_PROPOSAL = "停留所ごとの遅れを誰でも見られるようにし、混む時間帯をずらした人に商店街のポイントを渡します。"


@dataclass(frozen=True, slots=True)
class Citizen:
    """A signed-in person, the cookie of their browser, and their complete draft."""

    person_id: int
    cookie: str
    draft_id: int


@dataclass(slots=True)
class City:
    """What the requests are about. ``small`` ones have few rows, to show that queries do not grow."""

    ideas_to_vote_for: list[int] = field(default_factory=list)
    idea: int = 0
    small_idea: int = 0
    citizens: list[Citizen] = field(default_factory=list)


def build_city(app: Flask, *, citizens: int) -> City:
    """Make the tables and fill them; everything is committed."""
    with app.app_context():
        upgrade()
        city, at = City(), now()
        call, small_call = (make_contest(slug=slug, phase=Phase.SUBMISSION) for slug in ("call", "small-call"))
        vote = make_contest(slug="vote", phase=Phase.VOTING)
        authors = _people(50, at)
        ideas = [_idea(call, number, authors[number % len(authors)], at) for number in range(IDEAS)]
        small = [_idea(small_call, number, authors[number], at) for number in range(3)]
        candidates = [_idea(vote, number, authors[number % len(authors)], at) for number in range(60)]
        db.session.add_all([*ideas, *small, *candidates])
        db.session.flush()
        _comment(ideas[7], COMMENTS, authors, at)
        _comment(small[0], 1, authors, at)
        city.idea, city.small_idea = ideas[7].id, small[0].id
        city.ideas_to_vote_for = [idea.id for idea in candidates]
        record("bench.began", {"ideas": IDEAS}, subject=None, at=at)  # the ledger's head is there from now on
        city.citizens = _sign_in_citizens(app, call, citizens, at)
        db.session.commit()
        _tell_the_planner()
        db.session.remove()
        db.engine.dispose()
    return city


def _people(count: int, at: dt.datetime) -> list[Person]:
    people = []
    for _ in range(count):
        address = f"{secrets.token_hex(6)}@example.jp"
        joined = at - dt.timedelta(days=90)
        people.append(
            Person(
                name="川辺 ひかり",
                address=address,
                address_key=address,
                language="ja",
                joined_at=joined,
                confirmed_at=joined,
            )
        )
    db.session.add_all(people)
    db.session.flush()
    return people


def _idea(contest: Contest, number: int, author: Person, at: dt.datetime, *, is_draft: bool = False) -> Idea:
    began = at - dt.timedelta(days=4, seconds=number)
    handed_in = None if is_draft else began + dt.timedelta(days=1)
    return Idea(
        contest_id=contest.id,
        division_id=contest.divisions[number % len(contest.divisions)].id,
        author_id=author.id,
        state=IdeaState.DRAFT if is_draft else IdeaState.PUBLISHED,
        title=f"雨の日のバスを待たずにすむ町へ その{number}",
        problem=_TROUBLE * 3,
        proposal=_PROPOSAL * 4,
        data_needed="停留所ごとの通過時刻と、時間帯ごとの乗車人数。",
        started_at=began,
        saved_at=began,
        submitted_at=handed_in,
        published_at=handed_in,
        shuffle_key=secrets.randbelow(PRIME),
    )


def _comment(idea: Idea, count: int, authors: list[Person], at: dt.datetime) -> None:
    idea.comment_count = count
    db.session.add_all(
        Comment(idea_id=idea.id, author_id=author.id, body=_TROUBLE * 2, posted_at=at - dt.timedelta(minutes=number))
        for number, author in enumerate(authors[:count])
    )


def _sign_in_citizens(app: Flask, contest: Contest, count: int, at: dt.datetime) -> list[Citizen]:
    people = _people(count, at)
    drafts = [_idea(contest, number, person, at, is_draft=True) for number, person in enumerate(people)]
    tokens = [secrets.token_urlsafe(32) for _ in people]
    sign_ins = [
        SignIn(
            token_digest=token_digest(token),
            person_id=person.id,
            browser="bench",
            began_at=at,
            last_seen_at=at,
            reauthenticated_at=at,
        )
        for person, token in zip(people, tokens, strict=True)
    ]
    db.session.add_all([*drafts, *sign_ins])
    db.session.flush()
    return [
        Citizen(person.id, _cookie(app, token), draft.id)
        for person, token, draft in zip(people, tokens, drafts, strict=True)
    ]


def _cookie(app: Flask, token: str) -> str:
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own default
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({TOKEN: token})}"


def _tell_the_planner() -> None:
    """Count the rows now, as PostgreSQL would by itself within a minute."""
    with db.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
