"""Which language a reader gets: asked for in the address, kept in a cookie, or their browser's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, urlencode

from babel import Locale
from flask import Flask, g, has_app_context, request
from flask_babel import Babel, get_locale, lazy_gettext, refresh
from werkzeug.wrappers import Response

from foundations.settings import ROOT

LANGUAGES = {"ja": "日本語", "en": "English"}
DEFAULT = "ja"
PARAMETER = "lang"
COOKIE = "yoriai_language"
_A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language that this page can be read in."""

    code: str
    label: str
    url: str
    is_current: bool


def init_languages(app: Flask, preferred: Callable[[], str | None] = lambda: None) -> None:
    """Select each reader's language; ``preferred`` is the signed-in person's own choice, if any."""
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Tokyo"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "locales")
    Babel(app, locale_selector=lambda: _select(preferred))  # type: ignore[no-untyped-call]  # its constructor has no types
    app.after_request(_remember)


def locale() -> Locale:
    """Return the language this request is answered in, as Babel's formats take it."""
    return get_locale() or Locale.parse(DEFAULT)


def language() -> str:
    """Return the code of the language this request is answered in."""
    # Asked for fifty times a page: Flask-Babel keeps its answer where ``refresh`` and ``force_locale`` find it too,
    # and its own way there leads through three proxies.
    kept = getattr(g.get("_flask_babel"), "babel_locale", None) if has_app_context() else None
    chosen = kept or get_locale()
    if chosen is None:
        return DEFAULT
    # Hardly ever more than its first part.
    is_plain = chosen.territory is chosen.script is chosen.variant is chosen.modifier is None
    return chosen.language if is_plain else str(chosen)


def lazy_text(text: str) -> str:
    """Return ``text`` as a string that is translated when it is shown; for labels made before any request."""
    return cast("str", lazy_gettext(text))


def in_language(thing: Any, attribute: str, code: str | None = None) -> str:
    """Return ``thing.<attribute>_<language>``, falling back to Japanese where it is empty."""
    text = getattr(thing, f"{attribute}_{code or language()}", None)
    return str(text or getattr(thing, f"{attribute}_{DEFAULT}"))


def prefer_language(code: str) -> None:
    """Answer in the language ``code`` from here on, and keep that in the browser."""
    g.preferred_language = code
    refresh()  # type: ignore[no-untyped-call]  # Flask-Babel types only some of it


def language_links() -> list[LanguageLink]:
    """Return links to this page in every language."""
    chosen, path, others = language(), "/", ""
    if request.method == "GET":
        path = quote(request.path)
        others = urlencode({key: value for key, value in request.args.items() if key != PARAMETER})
    base = f"{path}?{others}&" if others else f"{path}?"
    return [
        LanguageLink(code=code, label=label, url=f"{base}{PARAMETER}={code}", is_current=code == chosen)
        for code, label in LANGUAGES.items()
    ]


def _select(preferred: Callable[[], str | None]) -> str:
    for code in (g.get("preferred_language"), request.args.get(PARAMETER), request.cookies.get(COOKIE), preferred()):
        if code in LANGUAGES:
            return code
    return request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


def _remember(response: Response) -> Response:
    asked = g.get("preferred_language") or request.args.get(PARAMETER)
    if asked in LANGUAGES and request.cookies.get(COOKIE) != asked:
        response.set_cookie(COOKIE, asked, max_age=_A_YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return response
