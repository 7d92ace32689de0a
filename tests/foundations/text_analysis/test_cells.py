"""R-19: no cell of ours is computed, and each comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.text_analysis.cells import FORMULA_STARTS, harmless_cell, restored_cell

cells = st.text() | st.builds(str.__add__, st.text(alphabet=FORMULA_STARTS + "'", max_size=3), st.text())


@pytest.mark.parametrize("start", "=+-@\t\r\n\0＝＋－＠")
def test_formula_is_made_harmless(start: str) -> None:
    assert harmless_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "バスを増やす", "'quoted'", "1-1", "a@b.example"])
def test_other_text_is_left_alone(text: str) -> None:
    assert harmless_cell(text) == restored_cell(text) == text


@given(cells)
def test_every_cell_comes_back(text: str) -> None:
    assert restored_cell(harmless_cell(text)) == text


@given(cells)
def test_no_harmless_cell_begins_a_formula(text: str) -> None:
    assert harmless_cell(text)[:1] not in set(FORMULA_STARTS)
