"""How a document stands in Whoosh's index.

Terms are made by ``text_analysis``; Whoosh's own analysers are not used. Neither
positions nor counts are kept, they would triple index and time: a phrase is told well
enough by its pairs (東京都 is 東京 and 京都) and by whole runs of one script, and what a
text speaks of by the terms it has often.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from whoosh.fields import ID, FieldType, Schema
from whoosh.formats import Existence

from foundations.search.interface import SearchDocument
from foundations.search.question import shorten
from foundations.text_analysis.tokens import runs, terms

_OFTEN = 3


class Terms(FieldType):
    """A field given as distinct terms, each there or not."""

    def __init__(self) -> None:
        """Keep nothing but which documents have a term."""
        super().__init__(format=Existence(), analyzer=None, scorable=False)

    def index(self, value: Iterable[str], **_options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term as Whoosh wants it: bytes, frequency, weight, and no further value."""
        for term in value:
            yield term.encode(), 1, 1.0, b""


SCHEMA = Schema(
    id=ID(unique=True),
    kind=ID(stored=True),
    key=ID(stored=True),
    text=Terms(),
    often=Terms(),
    words=Terms(),
    title=Terms(),
    title_words=Terms(),
)


def record_id(kind: str, key: str) -> str:
    """Return the name of a record over all kinds."""
    return f"{kind}/{key}"


def fields_of(document: SearchDocument) -> dict[str, object]:
    """Return what Whoosh is to keep of ``document``; its text is looked up, not kept."""
    text = f"{document.title}\n{document.body}"
    counts = Counter(map(shorten, terms(text)))
    return {
        "id": record_id(document.kind, document.key),
        "kind": document.kind,
        "key": document.key,
        "text": counts,
        "often": [term for term, count in counts.items() if count >= _OFTEN],
        "words": {shorten(run.text) for run in runs(text)},
        "title": set(map(shorten, terms(document.title))),
        "title_words": {shorten(run.text) for run in runs(document.title)},
    }
