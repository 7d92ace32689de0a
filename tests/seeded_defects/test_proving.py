"""The planting itself can fail: it tells a defect that is noticed from all that only looks like it."""

from pathlib import Path

import pytest

from tests.house_rules.checkout import git, plant
from tests.seeded_defects.proving import Copy, complaints_with, complaints_without
from tests.seeded_defects.table import Defect, stale_defects

pytestmark = pytest.mark.slow

TEST = """
from house import LIMIT

def test_limit() -> None:
    assert LIMIT == 3

def test_nothing() -> None:
    assert LIMIT

def test_house_stands() -> None:
    if LIMIT != 3:
        raise OSError("it fell down")
"""


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one line, and its tests."""
    root = tmp_path_factory.mktemp("house")
    git(root, "init", "--quiet")
    plant(root, "house.py", "LIMIT = 3\n")
    plant(root, "tests/test_house.py", TEST)
    plant(root, "pyproject.toml", '[tool.pytest]\npythonpath = ["."]\n')
    return root


@pytest.fixture(scope="module")
def copy(small_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of the small house, used by all tests one after another."""
    return Copy(tmp_path_factory.mktemp("copy"), small_house)


def defect(by: str, *fails: str, replace: str = "LIMIT = 3") -> Defect:
    """A defect of the small house."""
    return Defect("R-99", "planted", "house.py", replace, by, tuple(f"tests/test_house.py::{name}" for name in fails))


def test_defect_that_a_test_notices_is_no_complaint(copy: Copy) -> None:
    for _ in range(2):
        assert complaints_without([defect("LIMIT = 4", "test_limit", "test_nothing")], copy) == []
        assert complaints_with(defect("LIMIT = 4", "test_limit"), copy) == []


@pytest.mark.parametrize(
    ("by", "test", "ended"),
    [
        ("LIMIT = 4", "test_nothing", "passed"),
        ("LIMIT = 4", "test_house_stands", "broken"),
        ("LIMIT = no_such_name", "test_limit", "did not run"),
        ("LIMIT = 4", "test_that_is_not_there", "broken"),
    ],
)
def test_defect_that_no_assertion_notices_is_a_complaint(copy: Copy, by: str, test: str, ended: str) -> None:
    (complaint,) = complaints_with(defect(by, test), copy)
    assert complaint.startswith(f"R-99, planted: tests/test_house.py::{test} {ended}")


def test_test_that_fails_without_the_defect_is_a_complaint(small_house: Path, tmp_path: Path) -> None:
    copy = Copy(tmp_path, small_house)
    (copy.root / "house.py").write_text("LIMIT = 5\n")
    (complaint,) = complaints_without([defect("LIMIT = 4", "test_limit")], copy)
    assert complaint.startswith("tests/test_house.py::test_limit without any defect: failed")


@pytest.mark.parametrize(
    ("stale", "words"),
    [
        (defect("LIMIT = 4", "test_limit", replace="LIMIT = 2"), "its lines stand 0 times in house.py"),
        (defect("LIMIT = = 4", "test_limit"), "invalid syntax"),
        (defect("LIMIT = 4", "test_gone"), "tests/test_house.py::test_gone is gone"),
        (Defect("R-99", "planted", "gone.py", "a", "b", ()), "gone.py is gone"),
    ],
)
def test_row_that_no_longer_fits_is_a_complaint(small_house: Path, stale: Defect, words: str) -> None:
    (complaint,) = stale_defects([stale], small_house)
    assert words in complaint
