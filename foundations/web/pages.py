"""Turns a template and what a view loaded into an answer; and what every page shows around it."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal
from flask import Flask, current_app, render_template, request
from jinja2 import StrictUndefined
from jinja2_fragments import render_block
from markupsafe import Markup, escape

from foundations.text_analysis.tongues import language_of
from foundations.web.actors import current_actor
from foundations.web.dates import show_day, show_moment, show_second
from foundations.web.languages import in_language, language, language_links, locale
from foundations.web.texts import init_texts, templates_in

Surroundings = Callable[[], dict[str, Any]]
_NEW_LINE = "\n"
_NO_ATTRIBUTE = Markup("")
_MOST_TEXTS_KEPT = 1_000


def init_pages(app: Flask, surroundings: Surroundings) -> None:
    """Prepare templates; ``surroundings`` gives what the layout shows on every page (navigation, account)."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(number=show_number, iso=dt.datetime.isoformat)
    init_texts(
        app,
        filters={
            "day": show_day,
            "moment": show_moment,
            "second": show_second,
            "paragraphs": show_paragraphs,
            "in_language": in_language,
            "lang_attribute": lang_attribute,
            "in_its_language": in_its_language,
        },
    )
    app.context_processor(lambda: _frame(app))
    app.extensions["yoriai_surroundings"] = surroundings


def render_page(template: str, *, fragment: str | None = None, **context: Any) -> str:
    """Render ``template``; if htmx asks and a ``fragment`` is named, only that block of it."""
    templates = templates_in(current_app, language())
    if fragment is not None and request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        current_app.update_template_context(context)
        return render_block(templates, template, fragment, **context)
    return render_template(templates.get_template(template), **context)


def show_number(value: float) -> str:
    """Return a number with its thousands marked."""
    return format_decimal(value, locale=locale())


def show_paragraphs(text: str, code: str | None = None) -> Markup:
    """Return plain text as HTML: an empty line ends a paragraph, a line break stays one.

    Paragraphs in another language than the page's say so.
    """
    return _paragraphs(text, code or language())


# Every reader of a page reads the same texts: to draw twenty comments anew took a tenth of an idea's page.
@lru_cache(maxsize=_MOST_TEXTS_KEPT)
def _paragraphs(text: str, code: str) -> Markup:
    # Escaped as a whole, then cut: to escape and format each piece took a sixth of an idea's page.
    blocks = (block for block in str(escape(text)).split("\n\n") if block.strip())
    opening = f"<p{lang_attribute(text, code)}>"
    shown = (f"{opening}{block.strip(_NEW_LINE).replace(_NEW_LINE, '<br>')}</p>" for block in blocks)
    return Markup("".join(shown))  # noqa: S704 - escaped above


def lang_attribute(text: str, code: str | None = None) -> Markup:
    """Return `` lang="…"`` for an element with ``text`` in another language than the page's, nothing otherwise.

    People write in the language that comes to them, and nobody is asked which it is (WCAG 3.1.2). Markup is ours,
    and in the page's language.
    """
    written = None if isinstance(text, Markup) else language_of(text)
    if written is None or written == (code or language()).partition("@")[0]:
        return _NO_ATTRIBUTE
    return Markup(' lang="{}"').format(written)


def in_its_language(text: str, code: str | None = None) -> Markup:
    """Return a line of ``text`` that may stand among the page's own words, marked if it is in another language."""
    attribute = lang_attribute(text, code)
    return Markup("<span{}>{}</span>").format(attribute, text) if attribute else escape(text)


def _frame(app: Flask) -> dict[str, Any]:
    surroundings: Surroundings = current_app.extensions["yoriai_surroundings"]
    return {
        "actor": current_actor(),
        "language": language(),
        "languages": language_links(),
        "demonstration_mode": app.config["DEMONSTRATION_MODE"],
        **surroundings(),
    }
