"""The table of defects and the document of promises still fit the project."""

from tests.seeded_defects.document import DOCUMENT, named_tests, promises_document, read_promises
from tests.seeded_defects.table import DUE, missing_tests, read_defects, stale_defects


def test_every_row_still_fits_the_project() -> None:
    assert stale_defects(read_defects()) == []


def test_every_promise_that_is_due_has_a_defect_and_a_place_in_the_document() -> None:
    assert sorted({defect.promise for defect in read_defects()}) == sorted(DUE)
    assert [promise.number for promise in read_promises()] == sorted(DUE)


def test_document_names_only_tests_that_are_there() -> None:
    assert missing_tests([name for promise in read_promises() for name in named_tests(promise)]) == []


def test_missing_test_is_found() -> None:
    here = "tests/seeded_defects/test_table.py::test_missing_test_is_found"
    assert missing_tests([here, f"{here}_not", "tests/test_no_such_file.py::test_x"]) == [
        f"{here}_not",
        "tests/test_no_such_file.py::test_x",
    ]


def test_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text("utf-8") == promises_document(), "run: python -m tests.seeded_defects.document"
