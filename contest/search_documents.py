"""Ideas and contests as search finds them: only what everybody may read."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import select

from contest.enums import IdeaState, SearchKind
from contest.models import Contest, Idea
from foundations.database.session import db
from foundations.search.interface import SearchDocument
from foundations.search.registry import DocumentSource
from foundations.search.services import queue_update, queue_updates

_AT_A_TIME = 500
_CONTEST_TEXTS = ("theme", "summary", "description", "eligibility", "rules")


def idea_changed(idea: Idea, *, at: dt.datetime) -> None:
    """Let search look at the idea again: it became public, changed or is public no longer."""
    queue_update(kind=SearchKind.IDEA, key=idea.id, at=at)


def ideas_changed(ids: Iterable[int], *, at: dt.datetime) -> None:
    """Let search look at many ideas again: a file of them came in."""
    queue_updates(kind=SearchKind.IDEA, keys=ids, at=at)


def contest_changed(contest: Contest, *, at: dt.datetime) -> None:
    """Let search look at the contest again: it was announced or its texts changed."""
    queue_update(kind=SearchKind.CONTEST, key=contest.id, at=at)


def contest_announced(contest: Contest, *, at: dt.datetime) -> None:
    """Let search look at a contest that became public, and at the ideas that were in it before."""
    contest_changed(contest, at=at)
    ideas_changed(db.session.scalars(select(Idea.id).where(Idea.contest_id == contest.id)), at=at)


def idea_documents(keys: Collection[str] | None) -> Iterator[SearchDocument]:
    """Yield the published ideas, all or those with the given ids."""
    statement = (
        select(Idea.id, Idea.title, Idea.problem, Idea.proposal, Idea.data_needed)
        .join(Contest, Idea.contest_id == Contest.id)
        .where(Idea.state == IdeaState.PUBLISHED, Contest.announced_at.is_not(None))
        .order_by(Idea.id)
    )
    if keys is not None:
        statement = statement.where(Idea.id.in_(map(int, keys)))
    for idea_id, title, *texts in db.session.execute(statement).yield_per(_AT_A_TIME):
        yield SearchDocument(SearchKind.IDEA, str(idea_id), title, "\n".join(texts))


def contest_documents(keys: Collection[str] | None) -> Iterator[SearchDocument]:
    """Yield the announced contests in both languages, all or those with the given ids."""
    statement = select(Contest).where(Contest.announced_at.is_not(None)).order_by(Contest.id)
    if keys is not None:
        statement = statement.where(Contest.id.in_(map(int, keys)))
    for contest in db.session.scalars(statement):
        title = f"{contest.title_ja}\n{contest.title_en}"
        texts = (getattr(contest, f"{name}_{language}") for language in ("ja", "en") for name in _CONTEST_TEXTS)
        yield SearchDocument(SearchKind.CONTEST, str(contest.id), title, "\n".join(texts))


SOURCES: dict[str, DocumentSource] = {SearchKind.IDEA: idea_documents, SearchKind.CONTEST: contest_documents}
