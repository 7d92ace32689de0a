"""An empty checkout in which a violation can be planted."""

from pathlib import Path

import pytest

from tests.house_rules.checkout import git


@pytest.fixture
def empty_checkout(tmp_path: Path) -> Path:
    """A repository without files."""
    git(tmp_path, "init", "--quiet")
    return tmp_path
