"""Quick hashing, but where hashing itself is looked at."""

import pytest
from argon2 import PasswordHasher

from accounts.methods import passwords
from tests.factories.accounts import hash_once


@pytest.fixture(autouse=True)
def quick_hashing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with the same code and the least memory; a test that measures asks for ``real_hashing``."""
    if "real_hashing" not in request.fixturenames:
        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        forget_hashes()


@pytest.fixture
def real_hashing() -> None:
    """Hash as people's passwords are hashed."""
    forget_hashes()


def forget_hashes() -> None:
    """Forget what was hashed with other parameters."""
    passwords._hash_of_nobody.cache_clear()
    hash_once.cache_clear()
