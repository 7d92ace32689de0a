"""One transaction per request, committed once, after success.

A GET's transaction is refused any write by the database. A POST takes its write
transaction *before* the clock is read, so that a deadline is judged inside it, and is
never dated before what was stored (``foundations.database.clock_mark``).
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.wrappers import Response

from foundations.database.clock import now
from foundations.database.clock_mark import instant_of_writing
from foundations.database.constraints import violated_constraint
from foundations.database.session import db
from foundations.database.transactions import set_mode
from foundations.refusal import Refusal
from foundations.web.actors import current_actor, forget_actor
from foundations.web.idempotency import first_answer, keep_answer, submission_fingerprint
from foundations.web.kept_words import is_only_shown

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FIRST_FAILURE = 400
_REFUSED_FORM = 422


def in_one_transaction(
    view: Callable[..., ResponseReturnValue], url_values: dict[str, Any], *, begins_late: bool
) -> ResponseReturnValue:
    """Call ``view`` in a transaction of the kind its method needs, and commit if it succeeded."""
    if request.method in SAFE_METHODS:
        begin_reading()
        return view(**url_values)
    if is_only_shown():
        return _show_form(view, url_values)
    if begins_late:
        begin_reading()
        return _finish(make_response(view(**url_values)))
    begin_writing()
    return _act_once(view, url_values)


def end_transaction(_error: BaseException | None = None) -> None:
    """Leave the thread as it was found: what runs in it next may write again."""
    set_mode("write")


def begin_reading() -> None:
    """Let this request read; the database refuses it any write."""
    set_mode("read")
    g.at = now()


def begin_writing() -> None:
    """End what was read so far and open the writing transaction now.

    On SQLite this waits for its turn (BEGIN IMMEDIATE). The clock is read after
    that, and the actor's roles anew: both may have changed while waiting.
    """
    db.session.rollback()
    set_mode("write")
    db.session.connection()
    g.at = instant_of_writing(db.session())
    forget_actor()


def write_once(act: Callable[[], ResponseReturnValue]) -> Response:
    """For a view that begins late: open the writing transaction and act in it, unless this submission was answered.

    What the submission is known by is computed before: digesting a large file takes time.
    Whether the person may still act is for ``act`` to ask again.
    """
    if is_only_shown():
        abort(400)
    fingerprint = submission_fingerprint(f"person:{current_actor().person_id}")
    begin_writing()
    return _once(fingerprint, act)


def keep_despite_refusal(act: Callable[[], None]) -> None:
    """Undo what this request did, then run ``act`` and commit it although the answer will be a refusal.

    For what must not be lost, such as a draft that is not complete enough to be handed in.
    """
    db.session.rollback()
    act()
    db.session.commit()


def keep_so_far() -> None:
    """Commit what this request did until now although the answer will be a refusal; afterwards it only reads.

    For what counts because it failed, such as a wrong password.
    """
    db.session.commit()
    begin_reading()


def register_constraints(app: Flask, refusals: dict[str, type[Refusal]]) -> None:
    """Name the refusal that each violated constraint means to a person."""
    app.extensions.setdefault("yoriai_constraints", {}).update(refusals)


def refusal_for(error: IntegrityError) -> Refusal | None:
    """Return the refusal registered for the constraint that ``error`` broke."""
    kind = current_app.extensions.get("yoriai_constraints", {}).get(violated_constraint(error))
    return None if kind is None else kind()


def _act_once(view: Callable[..., ResponseReturnValue], url_values: dict[str, Any]) -> Response:
    return _once(submission_fingerprint(f"person:{current_actor().person_id}"), lambda: view(**url_values))


def _once(fingerprint: bytes | None, act: Callable[[], ResponseReturnValue]) -> Response:
    if fingerprint is None:
        return _finish(make_response(act()))
    earlier = first_answer(fingerprint)
    if earlier is not None:
        db.session.rollback()
        return earlier
    answer = make_response(act())
    if answer.status_code < _FIRST_FAILURE:
        keep_answer(fingerprint, answer)
    return _finish(answer)


def _show_form(view: Callable[..., ResponseReturnValue], url_values: dict[str, Any]) -> Response:
    """Let ``view`` show the form that it answers with when it accepts nothing; nothing is wrong with it here."""
    begin_reading()
    try:
        answer = make_response(view(**url_values))
    except DBAPIError:
        abort(400)  # there is no form but a button: its view would act, which the database refuses
    if answer.status_code == _REFUSED_FORM:
        answer.status_code = 200
    return answer


def _finish(answer: Response) -> Response:
    if answer.status_code < _FIRST_FAILURE:
        db.session.commit()
    else:
        db.session.rollback()
    return answer
