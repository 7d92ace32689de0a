"""Which documents answer a question, and in what order.

Whoosh keeps the lists of documents; they are combined here, as sets. Its own matchers
walk from document to document in Python: for a question of four frequent terms among
20,000 documents they took 290 ms, sets take 40.

A term counts by its rarity. For each word of the question a document that has it as
a whole word, in the sense of a run of one script, stands above one where a word
begins with it, and that above one that has it inside others: 京都 finds 京都の祭り before
京都市 before 東京都. Within that, titles and terms that a text has often count more.
"""

import heapq
import math
from collections.abc import Collection, Iterator

from whoosh.reading import IndexReader, TermNotFound

from foundations.search.interface import Hit
from foundations.search.question import Question, Word

_IN_TITLE = 2.0
_OFTEN = 1.0
# Each step is more than all of the lesser ones together.
_BEGINS_WORD = 4.0
_WHOLE_WORD = 4.0
_HAS_ENDING = 10.0
_BEGINS_WORD_OF_TITLE = 0.5
_WHOLE_WORD_OF_TITLE = 0.5


class Ranking:
    """Answers one question from one reader."""

    def __init__(self, reader: IndexReader, question: Question, kinds: Collection[str] | None) -> None:
        """Look among all documents of ``reader``, or those of ``kinds``."""
        self._reader = reader
        self._question = question
        self._kinds = kinds
        self._count = reader.doc_count()
        self._known: dict[tuple[str, str], set[int]] = {}

    def best(self, wanted: int) -> tuple[list[Hit], bool]:
        """Return the ``wanted`` best hits, and whether they were found only by some of the words."""
        held = [self._holding(word, part) for word in self._question.words for part in word.parts]
        if not held:
            return [], False
        scores = self._scores(set.intersection(*held))
        is_loosened = not scores and len(held) > 1
        if is_loosened:
            scores = self._scores(set.union(*held))
        best = heapq.nlargest(wanted, scores.items(), key=lambda item: (item[1], item[0]))
        return [self._hit(document, score) for document, score in best], is_loosened and bool(best)

    def _hit(self, document: int, score: float) -> Hit:
        stored = self._reader.stored_fields(document)
        return Hit(kind=stored["kind"], key=stored["key"], score=score)

    def _holding(self, word: Word, part: tuple[str, ...]) -> set[int]:
        if word.ending:
            return self._with("text", word.ending) | self._with_beginning("words", word.text)
        if word.is_beginning:
            return self._with_beginning("text", word.text)
        return set.intersection(*(self._with("text", term) for term in part))

    def _scores(self, candidates: set[int]) -> dict[int, float]:
        if self._kinds is not None:
            candidates &= set().union(*(self._with("kind", kind) for kind in self._kinds))
        scores = dict.fromkeys(candidates, 0.0)
        if candidates:
            for documents, points in self._evidence():
                for document in documents & candidates:
                    scores[document] += points
        return scores

    def _evidence(self) -> Iterator[tuple[set[int], float]]:
        """Yield documents with the points that each of them earns."""
        for wish in self._question.wishes:
            documents = self._with("text", wish)
            yield documents, self._rarity(documents)
        for word in self._question.words:
            rarity = 0.0
            for part in word.parts:
                documents = self._holding(word, part)
                rarity += self._rarity(documents)
                yield documents, self._rarity(documents)
                for term in part:
                    yield self._with("often", term), self._rarity(documents) * _OFTEN / len(part)
                    yield self._with("title", term), self._rarity(documents) * _IN_TITLE / len(part)
            if word.ending:
                yield self._with("text", word.ending), rarity * _HAS_ENDING
            yield self._with_beginning("words", word.text), rarity * _BEGINS_WORD
            yield self._with("words", word.text), rarity * _WHOLE_WORD
            yield self._with_beginning("title_words", word.text), rarity * _BEGINS_WORD_OF_TITLE
            yield self._with("title_words", word.text), rarity * _WHOLE_WORD_OF_TITLE

    def _rarity(self, documents: Collection[int]) -> float:
        return math.log(1 + self._count / (1 + len(documents)))

    def _with(self, field: str, term: str) -> set[int]:
        if (field, term) not in self._known:
            self._known[field, term] = self._read(field, term.encode())
        return self._known[field, term]

    def _with_beginning(self, field: str, beginning: str) -> set[int]:
        documents: set[int] = set()
        for term in list(self._reader.expand_prefix(field, beginning)):
            documents |= self._read(field, term)
        return documents

    def _read(self, field: str, term: bytes) -> set[int]:
        try:
            return set(self._reader.postings(field, term).all_ids())
        except TermNotFound:
            return set()
