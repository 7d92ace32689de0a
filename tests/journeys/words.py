"""What pages say, in the language a journey is made in."""

from pathlib import Path

from babel.support import NullTranslations, Translations

from foundations.settings import ROOT


class Words:
    """The texts of one language, asked for by their English."""

    def __init__(self, language: str, locales: Path = ROOT / "locales") -> None:
        """Read the compiled catalogue of ``language``."""
        self.language = language
        self._catalogue: NullTranslations = Translations.load(str(locales), [language], "messages")

    def __call__(self, text: str, **values: object) -> str:
        """Return ``text`` in this language, with the values in their places."""
        said: str = self._catalogue.gettext(text)
        return said % values if values else said

    def before(self, text: str, mark: str) -> str:
        """Return what stands before ``mark`` or, if nothing does, after it: for texts that a script fills in."""
        head, _, tail = self(text).partition(mark)
        return (head or tail).strip()
