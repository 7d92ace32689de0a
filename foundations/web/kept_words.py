"""Carries what somebody typed through a sign-in, inside the pages themselves; nothing is stored for a stranger.

A form that was sent after its sign-in had ended is answered with the sign-in form, in which
everything sent stands sealed in one hidden field. After signing in, a page offers it: to be
sent by the person's own press, under a new token, or shown once more in its form
(docs/decisions/0012).
"""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from urllib.parse import quote

from flask import Flask, abort, current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import Unauthorized

from foundations.text_analysis.hygiene import clean_text
from foundations.web.idempotency import FIELD as KEY
from foundations.web.pages import render_page
from foundations.web.redirects import is_served, path_to_return_to, safe_path

FIELD = "kept_words"
ONLY_SHOW = "only_show"
LONGEST_SEAL = 600_000
"""Leaves room for the rest of a sign-in form within what a request may carry; no form of ours comes near it."""

_NEVER_KEPT = {FIELD, ONLY_SHOW, KEY, "csrf_token"}
_NOTHING_BY_ITSELF = {"next"}
_PASSWORD = re.compile("password", re.IGNORECASE)

SignInPage = Callable[["KeptWords"], str]
_PAGES = "yoriai_sign_in_pages"


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What was sent: where to, from which page, every field in its order, and under which idempotency key."""

    path: str
    page: str
    fields: list[tuple[str, str]]
    key: str
    had_file: bool
    had_password: bool

    @property
    def seal(self) -> str:
        """All of it as the value of a hidden field that only we can have made."""
        return str(_sealer().dumps(astuple(self)))

    @property
    def texts(self) -> list[str]:
        """What reads like words; a number, a date or a key is kept but tells its writer nothing."""
        return [text for _, text in self.fields if not text.isascii() or len(text.split()) > 1]

    @property
    def is_whole(self) -> bool:
        """Whether it could be sent as it is: files and passwords are not kept."""
        return not self.had_file and not self.had_password


class SignInNeeded(Unauthorized):
    """The sign-in has ended, or is too old for something weighty, and something had been typed."""

    def __init__(self, words: KeptWords, endpoint_setting: str = "SIGN_IN_ENDPOINT") -> None:
        """Keep ``words``; ``endpoint_setting`` tells which proof is asked for."""
        super().__init__()
        self.words, self.endpoint_setting = words, endpoint_setting


def init_kept_words(app: Flask, sign_in_page: SignInPage, reauthentication_page: SignInPage) -> None:
    """Let the two pages ask for a sign-in, or a new proof, in the answer to the very form that needs it."""
    app.extensions[_PAGES] = {
        "SIGN_IN_ENDPOINT": sign_in_page,
        "REAUTHENTICATION_ENDPOINT": reauthentication_page,
    }


def words_sent() -> KeptWords | None:
    """Return what this request carries that somebody typed or chose, if anything.

    A sign-in form that comes too late hands on what it carried itself.
    """
    if request.method != "POST":
        return None
    carried = words_carried()
    if carried is not None:
        return carried
    words = KeptWords(
        path=_own_address(),
        page=path_to_return_to(),
        fields=[(_clean(name), _clean(value)) for name, value in request.form.items(multi=True) if _is_kept(name)],
        key=_clean(request.form.get(KEY, "")),
        had_file=any(file.filename for file in request.files.values()),
        had_password=any(map(_PASSWORD.search, request.form)),
    )
    if not words.path or not (words.had_file or {name for name, text in words.fields if text} - _NOTHING_BY_ITSELF):
        return None
    if len(words.seal) > LONGEST_SEAL:
        abort(413)
    return words


def words_carried() -> KeptWords | None:
    """Return what a sign-in form carries through, if anything."""
    return unsealed(request.form.get(FIELD))


def unsealed(seal: str | None) -> KeptWords | None:
    """Return what ``seal`` holds, if we made it and its form is still ours to send."""
    try:
        words = KeptWords(*_sealer().loads(seal or ""))
    except BadData:
        return None
    is_ours = safe_path(words.path, otherwise="") and is_served(words.path, "POST")
    return words if is_ours else None


def kept_words_page(words: KeptWords) -> str:
    """Return the page that offers ``words`` to whoever is signed in now; pressing its button is their own act."""
    return render_page("web/show_kept_words.html", words=words)


def page_asking(needed: SignInNeeded) -> str:
    """Return the page that asks for the proof that is missing."""
    page: SignInPage = current_app.extensions[_PAGES][needed.endpoint_setting]
    return page(needed.words)


def is_only_shown() -> bool:
    """Whether what was sent is to be shown in its form once more, and nothing done about it."""
    return request.method == "POST" and ONLY_SHOW in request.form


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="kept-words", serializer_kwargs={"ensure_ascii": False})


def _own_address() -> str:
    query = request.query_string.decode("ascii", "replace")
    return safe_path(quote(request.path) + (f"?{query}" if query else ""), otherwise="")


def _is_kept(name: str) -> bool:
    return name not in _NEVER_KEPT and not _PASSWORD.search(name)


def _clean(text: str) -> str:
    # As its form would clean it: no page can carry a NUL, or half of a character.
    return clean_text(text.encode("utf-8", "replace").decode())
