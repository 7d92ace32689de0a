"""Marks texts for translation where no language is known yet.

Models and services name their refusals in English and mark them with ``N_``;
the page that shows them translates them into the reader's language.
"""


def N_(text: str) -> str:  # noqa: N802 - the name that gettext extractors know
    """Return ``text`` unchanged; the extractor collects it for the catalogues."""
    return text
