"""The texts of every language are merged, checked and compiled."""

import gettext
from pathlib import Path

import pytest

from foundations.web.catalogues import BrokenCatalogue, compile_catalogues

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: ja\\n"\n\n'


def write(locales: Path, name: str, *pairs: tuple[str, str]) -> None:
    path = locales / name
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = "\n".join(f'msgid "{english}"\nmsgstr "{translated}"\n' for english, translated in pairs)
    path.write_text(HEAD + entries, encoding="utf-8")


def translations(locales: Path, language: str) -> gettext.GNUTranslations:
    with (locales / language / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_catalogues_of_all_packages_become_one(tmp_path: Path) -> None:
    write(tmp_path, "ja/contest.po", ("Idea", "アイデア"))
    write(tmp_path, "ja/accounts.po", ("Sign in", "ログイン"))

    written = compile_catalogues(tmp_path)

    assert written == [tmp_path / language / "LC_MESSAGES" / "messages.mo" for language in ("en", "ja")]
    japanese = translations(tmp_path, "ja")
    assert (japanese.gettext("Idea"), japanese.gettext("Sign in")) == ("アイデア", "ログイン")


def test_catalogue_of_english_gives_the_texts_themselves(tmp_path: Path) -> None:
    compile_catalogues(tmp_path)

    assert translations(tmp_path, "en").gettext("Idea") == "Idea"


def test_catalogue_for_easy_reading_is_compiled_like_its_language(tmp_path: Path) -> None:
    write(tmp_path, "ja@easy/contest.po", ("Submit", "だす"))

    compile_catalogues(tmp_path)

    assert translations(tmp_path, "ja@easy").gettext("Submit") == "だす"


def test_catalogues_may_say_the_same_twice(tmp_path: Path) -> None:
    write(tmp_path, "ja/contest.po", ("Cancel", "取り消す"))
    write(tmp_path, "ja/accounts.po", ("Cancel", "取り消す"))

    compile_catalogues(tmp_path)

    assert translations(tmp_path, "ja").gettext("Cancel") == "取り消す"


def test_catalogues_that_disagree_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "ja/accounts.po", ("Cancel", "取り消す"))
    write(tmp_path, "ja/contest.po", ("Idea", "アイデア"), ("Cancel", "やめる"))

    with pytest.raises(BrokenCatalogue) as refusal:
        compile_catalogues(tmp_path)

    assert str(refusal.value) == (
        f"{tmp_path}/ja/contest.po:9: 'Cancel' is translated as 'やめる', "
        f"but in {tmp_path}/ja/accounts.po:6 as '取り消す'"
    )


@pytest.mark.parametrize("line", ['msgid "Vote', 'msgstr 投票"', 'msgstr "投"票"', "<<<<<<< HEAD"])
def test_catalogue_that_cannot_be_read_is_refused(tmp_path: Path, line: str) -> None:
    write(tmp_path, "ja/contest.po", ("Idea", "アイデア"))
    with (tmp_path / "ja" / "contest.po").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")

    with pytest.raises(BrokenCatalogue) as refusal:
        compile_catalogues(tmp_path)

    assert str(refusal.value) == f"{tmp_path}/ja/contest.po:8: this line cannot be read: {line}"
    assert not (tmp_path / "ja" / "LC_MESSAGES").exists()


def test_translation_that_lost_a_placeholder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ja" / "contest.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + '#, python-format\nmsgid "%(count)s ideas"\nmsgstr "%(cuont)s件"\n', encoding="utf-8")

    with pytest.raises(BrokenCatalogue, match=r"contest\.po:7: '%\(count\)s ideas'"):
        compile_catalogues(tmp_path)


def test_texts_without_a_translation_stay_english(tmp_path: Path) -> None:
    write(tmp_path, "ja/contest.po", ("Idea", ""))

    compile_catalogues(tmp_path)

    assert translations(tmp_path, "ja").gettext("Idea") == "Idea"


def test_catalogue_can_be_read_by_whoever_may_read_the_house(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()

    [english] = compile_catalogues(tmp_path)

    assert english.stat().st_mode == plain.stat().st_mode
    assert [path.name for path in english.parent.iterdir()] == ["messages.mo"]
