"""Every text that a page may show is there in Japanese, and no translation is left over."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tests.house_rules.checkout import ROOT, committed_files, plant

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "lazy_text": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
NO_PAGES = {"tests", "bench", "docs"}
# Rooms whose pages are still being translated; a room that is done must leave this list.
UNFINISHED: set[str] = set()

Text = tuple[str | tuple[str, ...], str | None]


@cache
def texts_in_code(root: Path) -> list[tuple[str, str, Text]]:
    """Return room, place and text of everything marked for translation."""
    return list(_texts_in_code(root))


def _texts_in_code(root: Path) -> Iterator[tuple[str, str, Text]]:
    for path in committed_files(root):
        kind = "jinja2" if path.parts[0] == "templates" else {".py": "python"}.get(path.suffix)
        if kind is None or path.parts[0] in NO_PAGES:
            continue
        room = Path(path.parts[1] if path.parts[0] == "templates" else path.parts[0]).stem
        options = {"trimmed": "true"} if kind == "jinja2" else {}
        for line, text, _, context in extract_from_file(kind, root / path, keywords=KEYWORDS, options=options):
            yield room, f"{path}:{line}", (text if isinstance(text, str) else tuple(text), context)


def translations(root: Path, language: str) -> Iterator[tuple[str, Text]]:
    """Yield place and text of everything that is translated into ``language``."""
    for path in sorted((root / "locales" / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file)
        for message in catalogue:
            if message.id and message.string and not message.fuzzy:
                text = message.id if isinstance(message.id, str) else tuple(message.id)
                yield f"{path.relative_to(root)}:{message.lineno}", (text, message.context)


def untranslated(root: Path, room: str) -> list[str]:
    known = {text for _, text in translations(root, "ja")}
    return [
        f"{place}: {text[0]!r} has no Japanese"
        for its_room, place, text in texts_in_code(root)
        if its_room == room and text not in known
    ]


def left_over(root: Path) -> list[str]:
    used = {text for _, _, text in texts_in_code(root)}
    return [f"{place}: {text[0]!r} stands in no code" for place, text in translations(root, "ja") if text not in used]


def rooms() -> list[str]:
    return sorted({room for room, _, _ in texts_in_code(ROOT)} | UNFINISHED)


@pytest.mark.parametrize(
    "room",
    [
        pytest.param(
            room,
            marks=[pytest.mark.xfail(reason="still being translated", strict=True)] if room in UNFINISHED else [],
        )
        for room in rooms()
    ],
)
def test_texts_are_all_translated(room: str) -> None:
    assert untranslated(ROOT, room) == []


def test_translations_are_all_used() -> None:
    assert left_over(ROOT) == []


def test_untranslated_text_is_found_when_planted(empty_checkout: Path) -> None:
    plant(empty_checkout, "contest/errors.py", 'MESSAGE = N_("Voting is closed.")\nOTHER = N_("Idea")\n')
    plant(empty_checkout, "templates/contest/list.html", "<p>{{ ngettext('%(num)s idea', '%(num)s ideas', 3) }}\n")
    plant(empty_checkout, "locales/ja/contest.po", 'msgid "Idea"\nmsgstr "アイデア"\n')

    assert untranslated(empty_checkout, "contest") == [
        "contest/errors.py:1: 'Voting is closed.' has no Japanese",
        "templates/contest/list.html:1: ('%(num)s idea', '%(num)s ideas') has no Japanese",
    ]


def test_left_over_translation_is_found_when_planted(empty_checkout: Path) -> None:
    plant(empty_checkout, "locales/ja/contest.po", 'msgid "Gone"\nmsgstr "なし"\n')

    assert left_over(empty_checkout) == ["locales/ja/contest.po:1: 'Gone' stands in no code"]
