"""Notes outlive a sender that dies, and go when it ends well."""

import os
from pathlib import Path

import pytest

from foundations.mail.notes import SentNotes


def test_notes_are_dropped_when_the_sender_ends_well(tmp_path: Path) -> None:
    notes = SentNotes(tmp_path / "notes")
    with notes.writing():
        notes.prepare("<7@a>")()
        assert (notes.has("<7@a>"), notes.has("<7@")) == (True, False)

    assert not notes.has("<7@a>")
    assert list((tmp_path / "notes").iterdir()) == []


def test_notes_are_left_for_others_when_the_sender_does_not_end_well(tmp_path: Path) -> None:
    notes = SentNotes(tmp_path)

    with pytest.raises(ConnectionError), notes.writing():  # noqa: PT012 - the block is what is tested
        notes.prepare("<7@a>")()
        raise ConnectionError

    assert SentNotes(tmp_path).has("<7@a>")


def test_old_notes_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("+<7@a>\n", encoding="ascii")
    os.utime(tmp_path / "old", (0, 0))
    (tmp_path / "new").write_text("+<8@a>\n", encoding="ascii")

    with SentNotes(tmp_path).writing():
        pass

    assert (SentNotes(tmp_path).has("<7@a>"), SentNotes(tmp_path).has("<8@a>")) == (False, True)


def test_without_any_notes_nothing_was_noted(tmp_path: Path) -> None:
    assert not SentNotes(tmp_path / "none").has("<7@a>")


def test_a_note_taken_back_does_not_count_until_the_mail_is_sent_again(tmp_path: Path) -> None:
    notes, said = SentNotes(tmp_path), list[bool]()
    with notes.writing():
        for say in (notes.prepare("<7@a>"), lambda: notes.take_back("<7@a>"), notes.prepare("<7@a>")):
            say()
            said.append(notes.has("<7@a>"))

    assert said == [True, False, True]


def test_a_note_outside_of_writing_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="inside writing"):
        SentNotes(tmp_path).take_back("<7@a>")
