"""The same form sent twice acts once: the second time returns the first answer.

Outcomes are often ambiguous to the sender (a line drops after the commit), so
every form carries a random key. A submission is known by its sender, path, key
and content; a changed form sent with an old key (the browser's *back*) is another
submission, judged by the limits of the schema (docs/decisions/0003).
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import cast

from flask import request
from sqlalchemy import LargeBinary, SmallInteger, String, Table, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response

from foundations.database.base import Base
from foundations.database.changes import insert_unless_there
from foundations.database.clock import now
from foundations.database.columns import digest, instant
from foundations.database.session import db

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"
KEPT_FOR = dt.timedelta(days=1)
"""No sign-in lasts longer, and a form's token dies with it: nothing older can be sent again."""
_LONGEST_KEY = 200
_LONGEST_ANSWER = 64 * 1024
_NOT_CONTENT = {FIELD, "csrf_token"}


class Submission(Base):
    """An answered submission, kept so that a repeated one gets the same answer."""

    __tablename__ = "web_submissions"

    fingerprint: Mapped[digest] = mapped_column(primary_key=True)
    received_at: Mapped[instant] = mapped_column(index=True)
    status: Mapped[int | None] = mapped_column(SmallInteger)
    location: Mapped[str | None] = mapped_column(String(2100))
    content_type: Mapped[str | None] = mapped_column(String(100))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


# Into the plain table, and put together once: it stands in the way of every form that is sent.
_submissions = cast("Table", Submission.__table__)
_keep = (
    update(_submissions)
    .where(_submissions.c.fingerprint == bindparam("answered"))
    .values({name: bindparam(name) for name in ("status", "location", "content_type", "body")})
)


def submission_fingerprint(sender: str) -> bytes | None:
    """Return what this request is known by, or None if it carries no key."""
    key = request.form.get(FIELD) or request.headers.get(HEADER)
    if not key or len(key) > _LONGEST_KEY:
        return None
    hasher = hashlib.sha256()
    for part in (sender, request.method, request.path, key, *_content()):
        encoded = part.encode("utf-8", "surrogatepass")
        hasher.update(len(encoded).to_bytes(8, "big"))
        hasher.update(encoded)
    if request.is_json:
        hasher.update(request.get_data())
    return hasher.digest()


def first_answer(fingerprint: bytes) -> Response | None:
    """Claim the submission for this transaction; return its first answer if there is one.

    On PostgreSQL a twin that is still running is waited for: its row is locked
    until it commits or gives way.
    """
    if insert_unless_there(db.session(), Submission, fingerprint=fingerprint, received_at=now()):
        return None
    row = db.session.execute(
        select(Submission.status, Submission.location, Submission.content_type, Submission.body).where(
            Submission.fingerprint == fingerprint
        )
    ).one()
    answer = Response(row.body or b"", status=row.status or 200, content_type=row.content_type)
    if row.location:
        answer.headers["Location"] = row.location
    return answer


def keep_answer(fingerprint: bytes, answer: Response) -> None:
    """Keep ``answer`` for whoever sends the same submission again."""
    body = b"" if answer.is_streamed else answer.get_data()
    kept = {
        "answered": fingerprint,
        "status": answer.status_code,
        "location": answer.headers.get("Location"),
        "content_type": answer.headers.get("Content-Type"),
        "body": body if len(body) <= _LONGEST_ANSWER else None,
    }
    db.session.connection().execute(_keep, kept)


def forget_old_submissions(*, at: dt.datetime) -> None:
    """Forget the answers that nobody can ask for again."""
    db.session.execute(delete(Submission).where(Submission.received_at <= at - KEPT_FOR))


def _content() -> Iterable[str]:
    for name, values in sorted(request.form.lists()):
        if name not in _NOT_CONTENT:
            yield name
            yield from values
    for name, files in sorted(request.files.lists()):
        for file in files:
            yield f"{name}:{file.filename}"
            yield hashlib.sha256(file.stream.read()).hexdigest()
            file.stream.seek(0)
