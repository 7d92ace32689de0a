"""Turns a template and what a view loaded into an answer; and what every page shows around it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask, current_app, render_template, request
from jinja2 import StrictUndefined
from jinja2_fragments import render_block
from markupsafe import Markup, escape

from foundations.database.clock import JST
from foundations.text_analysis.tongues import language_of
from foundations.web.actors import current_actor
from foundations.web.languages import in_language, language, language_links, locale
from foundations.web.texts import init_texts, templates_in

Surroundings = Callable[[], dict[str, Any]]


def init_pages(app: Flask, surroundings: Surroundings) -> None:
    """Prepare templates; ``surroundings`` gives what the layout shows on every page (navigation, account)."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        day=show_day,
        moment=show_moment,
        second=show_second,
        number=show_number,
        paragraphs=show_paragraphs,
        in_language=in_language,
        lang_attribute=lang_attribute,
        in_its_language=in_its_language,
        iso=dt.datetime.isoformat,
    )
    init_texts(app)
    app.context_processor(lambda: _frame(app))
    app.extensions["yoriai_surroundings"] = surroundings


def render_page(template: str, *, fragment: str | None = None, **context: Any) -> str:
    """Render ``template``; if htmx asks and a ``fragment`` is named, only that block of it."""
    templates = templates_in(current_app, language())
    if fragment is not None and request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        current_app.update_template_context(context)
        return render_block(templates, template, fragment, **context)
    return render_template(templates.get_template(template), **context)


def show_day(day: dt.date | dt.datetime) -> str:
    """Return a date as people write it, in Japan's time."""
    if isinstance(day, dt.datetime):
        day = day.astimezone(JST).date()
    pattern = "y年M月d日(EEE)" if language().startswith("ja") else "EEE, d MMM y"
    return format_date(day, pattern, locale=locale())


def show_moment(at: dt.datetime) -> str:
    """Return an instant to the minute in Japan's time, with the zone named."""
    pattern = "y年M月d日(EEE) H:mm" if language().startswith("ja") else "EEE, d MMM y, HH:mm 'JST'"
    return format_datetime(at, pattern, tzinfo=JST, locale=locale())


def show_second(at: dt.datetime) -> str:
    """Return an instant to the second in Japan's time: for receipts, and for who came too late."""
    pattern = "y年M月d日(EEE) H:mm:ss" if language().startswith("ja") else "EEE, d MMM y, HH:mm:ss 'JST'"
    return format_datetime(at, pattern, tzinfo=JST, locale=locale())


def show_number(value: float) -> str:
    """Return a number with its thousands marked."""
    return format_decimal(value, locale=locale())


def show_paragraphs(text: str) -> Markup:
    """Return plain text as HTML: an empty line ends a paragraph, a line break stays one.

    Paragraphs in another language than the page's say so.
    """
    attribute = lang_attribute(text)
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return Markup("").join(
        Markup("<p{}>{}</p>").format(attribute, Markup("<br>").join(block.strip("\n").split("\n"))) for block in blocks
    )


def lang_attribute(text: str) -> Markup:
    """Return `` lang="…"`` for an element with ``text`` in another language than the page's, nothing otherwise.

    People write in the language that comes to them, and nobody is asked which it is (WCAG 3.1.2). Markup is ours,
    and in the page's language.
    """
    written = None if isinstance(text, Markup) else language_of(text)
    if written is None or written == language().partition("@")[0]:
        return Markup("")
    return Markup(' lang="{}"').format(written)


def in_its_language(text: str) -> Markup:
    """Return a line of ``text`` that may stand among the page's own words, marked if it is in another language."""
    attribute = lang_attribute(text)
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
