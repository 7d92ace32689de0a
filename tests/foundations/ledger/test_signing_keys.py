"""The key on disk: made once, kept to its owner, with a memory."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from foundations.ledger.signed_notes import NoteRefused
from foundations.ledger.signing_keys import Signer, UnsafeKey, load_private_key, log_name, signer_in

AT = dt.datetime(2026, 11, 22, 16, 6, tzinfo=dt.UTC)


def test_load_private_key_makes_one_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"

    made = load_private_key(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert load_private_key(path).private_bytes_raw() == made.private_bytes_raw()
    assert list(tmp_path.iterdir()) == [path]


def test_load_private_key_gives_all_who_start_together_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        futures = [threads.submit(load_private_key, tmp_path / "key.pem") for _ in range(8)]

    assert len({future.result().private_bytes_raw() for future in futures}) == 1


def test_load_private_key_refuses_a_file_that_others_can_read(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    load_private_key(path)
    path.chmod(0o640)

    with pytest.raises(UnsafeKey, match="chmod 600"):
        load_private_key(path)


def test_load_private_key_refuses_another_kind_of_key(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.touch(0o600)
    path.write_bytes(generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    with pytest.raises(UnsafeKey, match="Ed25519"):
        load_private_key(path)


@pytest.mark.parametrize(
    ("base_url", "name"),
    [
        ("https://yoriai.example", "yoriai.example/ledger"),
        ("https://city.example/yoriai/", "city.example/yoriai/ledger"),
        ("http://127.0.0.1:8000", "127.0.0.1:8000/ledger"),
    ],
)
def test_log_name_is_the_address_without_its_scheme(base_url: str, name: str) -> None:
    assert log_name(base_url) == name


def test_signer_remembers_what_it_signed_last(signer: Signer) -> None:
    assert signer.last_signed() is None

    signer.remember(signer.key.sign(size=3, root=bytes(32), at=AT))
    signer.remember(signer.key.sign(size=4, root=bytes(32), at=AT))

    last = signer.last_signed()
    assert last is not None
    assert last.size == 4


def test_signer_remembers_across_a_change_of_address(signer: Signer, tmp_path: Path) -> None:
    signer.remember(signer.key.sign(size=3, root=bytes(32), at=AT))

    moved = signer_in(tmp_path / "keys", "elsewhere.example/ledger")

    last = moved.last_signed()
    assert last is not None
    assert last.origin == "yoriai.example/ledger"


def test_signer_refuses_a_memory_that_was_altered(signer: Signer, tmp_path: Path) -> None:
    signer.remember(signer.key.sign(size=3, root=bytes(32), at=AT))
    memory = tmp_path / "keys" / "ledger-last-checkpoint"
    memory.write_text(memory.read_text(encoding="utf-8").replace("\n3\n", "\n2\n"), encoding="utf-8")

    with pytest.raises(NoteRefused):
        signer.last_signed()
