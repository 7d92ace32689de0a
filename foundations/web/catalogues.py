"""The texts of every language: one file per package, merged and compiled into one catalogue.

``locales/ja/contest.po`` and its neighbours become ``locales/ja/LC_MESSAGES/messages.mo``.
Texts in the code are English, so English needs no file; its empty catalogue only says
that the language is there. ``python -m foundations.web.catalogues locales`` does it all.
"""

import re
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

SOURCE_LANGUAGE = "en"
# Babel forgives an unclosed quote and drops a letter for it, so the shape of each line is checked here.
_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s+)?"([^"\\]|\\.)*")?\s*')


class BrokenCatalogue(ValueError):
    """A text that must not reach a page; the message names its file and line."""


def compile_catalogues(locales: Path) -> list[Path]:
    """Compile every language under ``locales``; return the files written.

    Raises:
        BrokenCatalogue: if a file cannot be read, a translation lost or gained a
            placeholder, or two files translate one text differently.
    """
    languages = {path.parent.name for path in locales.glob("*/*.po")} | {SOURCE_LANGUAGE}
    merged = {language: merge(sorted((locales / language).glob("*.po")), language) for language in sorted(languages)}
    return [_write(catalogue, locales / language) for language, catalogue in merged.items()]


def merge(files: Iterable[Path], language: str) -> Catalog:
    """Return one catalogue of what ``files`` say in ``language``."""
    # Babel knows no variant of a language written for easy reading: its plurals are the language's.
    catalogue = Catalog(locale=Locale.parse(language.partition("@")[0]), fuzzy=False)
    origins: dict[tuple[object, str | None], tuple[Message, Path]] = {}
    for path in files:
        for message in _read(path):
            key = (message.id, message.context)
            earlier, earlier_path = origins.setdefault(key, (message, path))
            if earlier.string != message.string:
                complaint = (
                    f"{_place(path, message)}: {_shorten(message)} is translated as {message.string!r}, "
                    f"but in {_place(earlier_path, earlier)} as {earlier.string!r}"
                )
                raise BrokenCatalogue(complaint)
            catalogue.add(message.id, message.string, flags=message.flags, context=message.context)
    return catalogue


def _read(path: Path) -> list[Message]:
    try:
        _check_lines(path)
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        complaint = f"{path}: {error}"
        raise BrokenCatalogue(complaint) from error
    messages = [message for message in catalogue if message.id and message.string]
    for message in messages:
        for fault in message.check(catalogue):
            complaint = f"{_place(path, message)}: {_shorten(message)}: {fault}"
            raise BrokenCatalogue(complaint) from fault
    return messages


def _check_lines(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not _LINE.fullmatch(line):
            complaint = f"{path}:{number}: this line cannot be read: {line}"
            raise BrokenCatalogue(complaint)


def _place(path: Path, message: Message) -> str:
    return f"{path}:{message.lineno}"


def _shorten(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def _write(catalogue: Catalog, folder: Path) -> Path:
    target = folder / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    # Renamed into place, so that a running application never reads half a file; not one of
    # tempfile's, which nobody but the account that set the house up could read.
    draft = target.with_name(f"messages.{secrets.token_hex(8)}")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    return draft.replace(target)


if __name__ == "__main__":
    try:
        compile_catalogues(Path(sys.argv[1]))
    except BrokenCatalogue as error:
        sys.exit(str(error))
