"""Who may use a view. Default deny: the application does not start with an unmarked one.

A view is either ``@public(reason)`` or guarded by a policy::

    @blueprint.post("/ideas/<int:idea_id>/withdrawal")
    @guard(policies.may_withdraw_idea, load=queries.idea_visible_to)
    def withdraw_idea(idea): ...

``load(actor, **url_values)`` returns what the actor may see, or None (answered
with 404); the policy then says whether they may act on it (403). A visitor is asked
to sign in in both cases, so that the answer does not tell what exists. The view
receives what was loaded, never a bare id.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from foundations.web.actors import Actor, current_actor
from foundations.web.kept_words import SignInNeeded, words_sent
from foundations.web.redirects import path_to_return_to
from foundations.web.unit_of_work import end_transaction, in_one_transaction

View = TypeVar("View", bound=Callable[..., Any])
Policy = Callable[..., bool]
Loader = Callable[..., Any]

REAUTHENTICATION_LASTS = dt.timedelta(minutes=5)


class UnguardedView(RuntimeError):
    """A route without a declared policy; the application must not start."""


@dataclass(frozen=True, slots=True)
class Access:
    """How a view is guarded.

    ``begins_late`` leaves opening the writing transaction to the view (slow work,
    such as hashing a password, must not hold the database's one write lock).
    ``is_api`` answers 401 instead of leading to the sign-in page. ``max_bytes``
    allows a larger body than usual, for uploads. ``is_polled`` marks what pages ask for
    by themselves, which is no sign that somebody is there.
    """

    policy: Policy | None
    load: Loader | None = None
    reason: str = ""
    begins_late: bool = False
    needs_fresh_sign_in: bool = False
    is_api: bool = False
    max_bytes: int | None = None
    is_polled: bool = False


def public(
    reason: str,
    *,
    load: Loader | None = None,
    begins_late: bool = False,
    is_api: bool = False,
    is_polled: bool = False,
) -> Callable[[View], View]:
    """Open a view to everyone, and say why. What ``load`` hides stays hidden."""
    return _marked(
        Access(policy=None, load=load, reason=reason, begins_late=begins_late, is_api=is_api, is_polled=is_polled)
    )


def guard(
    policy: Policy,
    *,
    load: Loader | None = None,
    begins_late: bool = False,
    needs_fresh_sign_in: bool = False,
    is_api: bool = False,
    max_bytes: int | None = None,
    is_polled: bool = False,
) -> Callable[[View], View]:
    """Let only those through whom ``policy(actor)`` or ``policy(actor, thing)`` allows."""
    return _marked(
        Access(
            policy=policy,
            load=load,
            begins_late=begins_late,
            needs_fresh_sign_in=needs_fresh_sign_in,
            is_api=is_api,
            max_bytes=max_bytes,
            is_polled=is_polled,
        )
    )


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return how ``endpoint`` is guarded, or None if nobody has said."""
    return getattr(app.view_functions[endpoint], "access", None)


def seal(app: Flask) -> None:
    """Wrap every view in its guard; called once, after the last blueprint.

    Raises:
        UnguardedView: if any route has no declared access.
    """
    app.view_functions["static"] = public("style sheets, scripts and pictures")(app.view_functions["static"])
    unmarked = sorted({rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None})
    if unmarked:
        message = f"views without @guard or @public: {', '.join(unmarked)}"
        raise UnguardedView(message)
    for endpoint, view in app.view_functions.items():
        access: Access = view.access  # type: ignore[union-attr]  # set by the marks above
        app.view_functions[endpoint] = _guarded(view, access)
    app.teardown_request(end_transaction)


def ask_to_sign_in(endpoint_setting: str = "SIGN_IN_ENDPOINT", *, is_api: bool = False) -> NoReturn:
    """End the request and lead to the sign-in page, or to another proof; what was typed comes along."""
    if is_api:
        abort(401)
    location = url_for(current_app.config[endpoint_setting], next=path_to_return_to())
    if request.headers.get("HX-Request"):
        abort(Response(status=401, headers={"HX-Redirect": location}))
    words = words_sent()
    if words is not None:
        raise SignInNeeded(words, endpoint_setting)
    abort(redirect(location, 303))


def _marked(access: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


def _guarded(view: Callable[..., Any], access: Access) -> Callable[..., ResponseReturnValue]:
    def admitted(**url_values: Any) -> ResponseReturnValue:
        things: tuple[Any, ...] = ()
        if access.load is not None:
            thing = access.load(current_actor(), **url_values)
            if thing is None:
                _refuse_unseen(access, current_actor())
            things, url_values = (thing,), {}
        if access.policy is not None:
            _admit(access, current_actor(), things)
        answer: ResponseReturnValue = view(*things, **url_values)
        return answer

    @wraps(view)
    def call(**url_values: Any) -> ResponseReturnValue:
        if any("\0" in value for value in url_values.values() if isinstance(value, str)):
            abort(404)  # no address of ours; PostgreSQL would fail on comparing it
        return in_one_transaction(admitted, url_values, begins_late=access.begins_late)

    call.access = access  # type: ignore[attr-defined]
    return call


def _refuse_unseen(access: Access, actor: Actor) -> NoReturn:
    if access.policy is not None and not actor.is_signed_in:
        ask_to_sign_in(is_api=access.is_api)
    abort(404)


def _admit(access: Access, actor: Actor, things: tuple[Any, ...]) -> None:
    if access.policy is not None and not access.policy(actor, *things):
        if actor.is_signed_in:
            abort(403)
        ask_to_sign_in(is_api=access.is_api)
    if access.needs_fresh_sign_in and not _is_fresh(actor):
        ask_to_sign_in("REAUTHENTICATION_ENDPOINT", is_api=access.is_api)


def _is_fresh(actor: Actor) -> bool:
    proven: dt.datetime | None = actor.reauthenticated_at
    return proven is not None and actor.at - proven <= REAUTHENTICATION_LASTS
