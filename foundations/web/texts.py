"""The texts of templates: each template is compiled once for each language, its texts in it.

A page asks for a hundred texts. To look each of them up while the page is drawn took a
seventh of its time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from typing import Any, cast

from babel.support import NullTranslations
from flask import Flask
from flask_babel import force_locale, get_translations
from jinja2 import Environment, pass_eval_context
from jinja2.ext import Extension
from jinja2.lexer import TOKEN_LPAREN, TOKEN_NAME, TOKEN_PIPE, TOKEN_RPAREN, TOKEN_STRING, Token, TokenStream
from jinja2.nodes import EvalContext
from markupsafe import Markup

from foundations.web.languages import language

Filters = Mapping[str, Callable[..., str]]

_NAME = "yoriai_templates"
_MOST_COUNTS_KEPT = 10_000
_MOST_DRAWINGS_KEPT = 2_000
_CALL = (TOKEN_NAME, TOKEN_LPAREN, TOKEN_STRING, TOKEN_RPAREN)


def init_texts(app: Flask, filters: Filters) -> None:
    """Give the templates of ``app`` their texts, and ``filters`` that speak the reader's language.

    Each filter takes ``code``, the language, as its last argument and finds it out itself if nobody says.
    What is rendered by ``app.jinja_env`` itself, such as a mail, looks them up as it is rendered.
    """
    app.jinja_env.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext)
    app.jinja_env.filters.update(filters)
    app.extensions[_NAME] = cache(partial(_speaking, app.jinja_env, filters))


def templates_in(app: Flask, code: str) -> Environment:
    """Return the pages' templates in the language ``code``."""
    templates: Environment = app.extensions[_NAME](code)
    return templates


class FixedTexts(Extension):
    """Puts a text without values into the template as it is compiled: ``_("Menu")`` becomes ``("メニュー"|safe)``."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Replace each call of ``_`` whose only argument is a literal; the others are left to ``_`` itself."""
        is_html = self.environment.autoescape(stream.name)  # type: ignore[operator]  # Flask's is a function
        text: Callable[[str], str] = cast("Any", self.environment.globals["_"])
        return _with_texts(list(stream), text) if is_html else stream


def _with_texts(tokens: list[Token], text: Callable[[str], str]) -> Iterator[Token]:
    waiting = iter(range(len(tokens)))
    for place in waiting:
        found = tokens[place : place + len(_CALL)]
        is_text = found[0].value == "_" and tuple(token.type for token in found) == _CALL
        if not is_text or (place and tokens[place - 1].type == "dot"):
            yield tokens[place]
            continue
        name, opening, literal, closing = found
        yield from (opening, Token(literal.lineno, TOKEN_STRING, str(text(literal.value))))
        yield from (Token(name.lineno, TOKEN_PIPE, "|"), Token(name.lineno, TOKEN_NAME, "safe"), closing)
        for _ in _CALL[1:]:
            next(waiting)


def _speaking(plain: Environment, filters: Filters, code: str) -> Environment:
    """Return the same templates, compiled for one language."""
    texts = catalogue(code)
    templates = plain.overlay(extensions=[FixedTexts])

    def gettext(text: str, /, **values: Any) -> str:
        return _filled(texts.gettext(text), values)

    @lru_cache(maxsize=_MOST_COUNTS_KEPT)
    def counted(one: str, many: str, num: int) -> str:
        return _filled(texts.ngettext(one, many, num), {"num": num})

    def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
        return _filled(texts.ngettext(one, many, num), {"num": num, **values}) if values else counted(one, many, num)

    @lru_cache(maxsize=_MOST_DRAWINGS_KEPT)
    def remembered(macro: Callable[..., Markup], *values: object) -> Markup:
        """Return what ``macro`` draws of ``values`` and of nothing else: the same values are the same drawing."""
        return macro(*values)

    words = {"_": gettext, "gettext": gettext, "ngettext": ngettext, "remembered": remembered}
    templates.globals = {**plain.globals, **words}
    templates.filters = {**plain.filters, **{name: partial(shown, code=code) for name, shown in filters.items()}}
    # Jinja chains two dictionaries for each template and compares them in Python at each import: a thirtieth of a page.
    templates.make_globals = partial(_same, templates.globals)  # type: ignore[method-assign]
    return templates


def _same(kept: dict[str, Any], _given: object) -> dict[str, Any]:
    return kept  # nobody gives a template globals of its own


@cache
def catalogue(code: str) -> NullTranslations:
    """Return the texts in the language ``code``."""
    with force_locale(code):
        return get_translations()


@pass_eval_context
def _gettext(place: EvalContext, text: str, /, **values: Any) -> str:
    return _filled(catalogue(language()).gettext(text), values, is_html=bool(place.autoescape))


@pass_eval_context
def _ngettext(place: EvalContext, one: str, many: str, num: int, /, **values: Any) -> str:
    text = catalogue(language()).ngettext(one, many, num)
    return _filled(text, {"num": num, **values}, is_html=bool(place.autoescape))


def _filled(text: str, values: dict[str, Any], *, is_html: bool = True) -> str:
    return Markup(text) % values if is_html else text % values  # noqa: S704 - ours; it escapes the values
