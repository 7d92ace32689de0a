"""What somebody asks for: the words they typed, as terms to look up.

No operators: AND, quotes, colons and asterisks are text like any other. What is
written in ideographs, katakana or letters must be there; hiragana between them
(particles, endings) only moves hits up, unless there is nothing else.
"""

from dataclasses import dataclass
from itertools import zip_longest

from foundations.text_analysis.tokens import Run, Script, pairs, runs, terms

LONGEST_QUERY = 200
LONGEST_TERM = 64
MOST_WORDS = 40
SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A run of one script that hits must hold."""

    text: str
    parts: tuple[tuple[str, ...], ...]
    """What must be there for it: all terms of a part together, and each part, if need be, alone."""
    is_beginning: bool = False
    """Its one term may also be the beginning of a longer one: buses for bus, 橋の for 橋."""
    ending: str = ""
    """The pair that leads into the hiragana after one ideograph: 子ど of 子ども.

    Either it is there, or a run begins with the ideograph: 子供, but not 電子.
    """


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked up for a query."""

    words: tuple[Word, ...]
    wishes: tuple[str, ...]
    """Further terms of the query: neighbours across scripts, endings. They move a hit up."""


def read_question(query: str) -> Question:
    """Return what to look up for ``query``, of which the first 200 characters count."""
    words: dict[Word, None] = {}
    wishes: dict[str, None] = {}
    for part in query[:LONGEST_QUERY].split():
        found = list(runs(part))
        followed = list(zip_longest(found, found[1:]))
        telling = [pair for pair in followed if pair[0].script is not Script.HIRAGANA] or followed
        words |= dict.fromkeys(_word(run, following) for run, following in telling)
        wishes |= dict.fromkeys(map(shorten, terms(part)))
    needed = {term for word in words for part in word.parts for term in part}
    return Question(
        words=tuple(words)[:MOST_WORDS],
        wishes=tuple(wish for wish in wishes if wish not in needed)[:MOST_WORDS],
    )


def shorten(term: str) -> str:
    """Return ``term`` as it stands in the index, where no term is longer than 64 characters."""
    return term[:LONGEST_TERM]


def _word(run: Run, following: Run | None) -> Word:
    text = shorten(run.text)
    if run.script is Script.LETTERS:
        return Word(text, ((text,),), is_beginning=len(text) >= SHORTEST_BEGINNING)
    if len(text) == 1:
        return Word(text, ((text,),), is_beginning=True, ending=_ending(run, following))
    found = pairs(text)[:-1]
    if run.script is Script.IDEOGRAPHS and len(text) % 2 == 0:
        # Long words in ideographs are made of short ones of two: 交通渋滞 is also found in 交通の渋滞.
        return Word(text, tuple((pair,) for pair in found[::2]))
    return Word(text, (tuple(found),))


def _ending(run: Run, following: Run | None) -> str:
    """Return the pair after one ideograph, unless a particle of one character may follow it (橋の)."""
    if following is None or following.script is not Script.HIRAGANA or following.start != run.end:
        return ""
    return run.text + following.text[0] if len(following.text) > 1 else ""
