"""Every planted defect is noticed by the tests that are there to notice it."""

import pytest

from tests.conftest import ENGINE
from tests.seeded_defects.proving import Copy, complaints_with, complaints_without
from tests.seeded_defects.table import Defect, read_defects

pytestmark = pytest.mark.trust
DEFECTS = [
    pytest.param(
        defect,
        id=f"{defect.promise}-{number}",
        marks=[
            pytest.mark.database if defect.engine == "postgresql" else pytest.mark.slow,
            pytest.mark.skipif(defect.engine != ENGINE, reason=f"it is planted on {defect.engine}"),
        ],
    )
    for number, defect in enumerate(read_defects(), start=1)
]


@pytest.fixture(scope="module")
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of the project in which the tests of the chosen defects pass."""
    chosen = [item.callspec.params["defect"] for item in request.session.items if hasattr(item, "callspec")]
    defects = [one for one in chosen if isinstance(one, Defect) and one.engine == ENGINE]
    copy = Copy(tmp_path_factory.mktemp("defects"))
    assert complaints_without(defects, copy) == []
    return copy


@pytest.mark.parametrize("defect", DEFECTS)
def test_defect_is_noticed(copy: Copy, defect: Defect) -> None:
    assert complaints_with(defect, copy) == []
