"""Which language a text is written in, told by its script: enough for a screen reader to choose its voice."""

import re

# Ranges and the standard library's ``re``: a list asks forty times a page, and this takes a tenth of the time.
_JAPANESE = re.compile(
    "[々-〇ぁ-ゟァ-ヺー-ヿ\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af]+"
)
_KOREAN = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+")
_LATIN = "A-Za-zÀ-ÖØ-öø-\u024f\u1e00-\u1eff"
_WORD = re.compile(f"[{_LATIN}][{_LATIN}\u0300-\u036f'’-]*")
_NOT_ONLY_JAPANESE = re.compile(f"[{_LATIN}\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


def language_of(text: str) -> str | None:
    """Return the language of ``text`` (BCP 47): ``ja``, ``ko`` or ``en``; None if its script tells none of them.

    A Japanese word has about two characters, so a text is Japanese if it has as many
    kana and ideographs as it has words of Latin letters: ``MaaSアプリを使う`` is, a page
    of English that mentions 寄合 is not. The site speaks two languages, so Latin
    letters are taken for the second one; Chinese is taken for Japanese.
    """
    if _NOT_ONLY_JAPANESE.search(text) is None:  # nearly always: nothing to weigh it against, nothing to count
        return "ja" if _JAPANESE.search(text) else None
    japanese, korean = _length(_JAPANESE, text), _length(_KOREAN, text)
    words = len(_WORD.findall(text))
    if max(japanese, korean) >= max(words, 1):
        return "ja" if japanese >= korean else "ko"
    return "en" if words else None


def _length(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text)))
