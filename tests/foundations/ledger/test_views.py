"""The ledger's pages and addresses: what the public gets, and what it must not."""

import json
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from sqlalchemy import select

from foundations.database.session import db
from foundations.ledger.checkpoints import newest_checkpoint, publish_checkpoint
from foundations.ledger.merkle import is_included, leaf_hash
from foundations.ledger.models import LedgerEntry
from foundations.ledger.signed_notes import read_checkpoint
from foundations.ledger.signing_keys import Signer
from tests.clients import PageClient
from tests.foundations.ledger.conftest import AT, Recorder
from tests.foundations.ledger.exports import run_verifier


@pytest.fixture
def published(recorded: Recorder, signer: Signer) -> list[str]:
    """300 entries under a checkpoint and two after it; gives all keys."""
    keys = recorded(300)
    publish_checkpoint(signer, at=AT)
    db.session.commit()
    return keys + recorded(2)


def commitments() -> list[bytes]:
    return list(db.session.scalars(select(LedgerEntry.commitment).order_by(LedgerEntry.leaf_index)))


def test_the_page_shows_the_ledger_as_of_its_checkpoint(client: PageClient, published: list[str]) -> None:
    page = client.get("/ledger")

    assert page.heading == "The ledger"
    facts = [item.text for item in page.root.iterfind(".//dd")]
    assert facts[:2] == ["300", "Mon, 23 Nov 2026, 01:06 JST"]
    shown = commitments()
    assert all(shown[index].hex() in page.html for index in range(295, 300))
    assert not any(shown[index].hex() in page.html for index in (294, 300, 301))


def test_the_page_tells_no_kind_subject_or_key(client: PageClient, published: list[str]) -> None:
    page = client.get("/ledger")

    assert not [word for word in ("test.counted", "number:", *published) if word in page.html]


def test_the_page_of_an_empty_ledger_says_what_comes(client: PageClient) -> None:
    assert "The ledger has no checkpoint yet" in client.get("/ledger").text


def test_the_page_is_there_in_japanese(client: PageClient, published: list[str]) -> None:
    client.headers["Accept-Language"] = "ja"

    assert client.get("/ledger").heading == "記録台帳"
    assert client.get(f"/ledger/entries/{published[1]}").heading == "記録台帳の1番の記録"


def test_checkpoint_and_key_are_served_as_they_were_signed(
    client: PageClient, published: list[str], signer: Signer
) -> None:
    checkpoint = client.get_raw("/ledger/checkpoint")
    key = client.get_raw("/ledger/verifier-key")

    assert checkpoint.content_type == key.content_type == "text/plain; charset=utf-8"
    assert checkpoint.headers["Cache-Control"] == "public, max-age=5"
    assert read_checkpoint(checkpoint.text, signer.key.verifier_key).size == 300
    assert key.text == f"{signer.verifier_key}\n"


@pytest.mark.parametrize("path", ["/ledger/checkpoint", "/ledger/verifier-key", "/ledger/tile/0/000"])
def test_an_empty_ledger_has_nothing_to_serve(client: PageClient, path: str) -> None:
    assert client.get_raw(path).status_code == 404


def test_tiles_are_served_for_good(client: PageClient, published: list[str]) -> None:
    answer = client.get_raw("/ledger/tile/0/001.p/44")

    assert answer.data == b"".join(map(leaf_hash, commitments()[256:300]))
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["0/001.p/45", "0/001", "0/002.p/1", "entries/001.p/45", "1/001.p/1", "0/0", "..%2Fcheckpoint", "0/000/"]
)
def test_tiles_end_at_the_checkpoint(client: PageClient, published: list[str], path: str) -> None:
    assert client.get_raw(f"/ledger/tile/{path}").status_code == 404


def test_what_is_served_is_what_the_verifier_accepts(client: PageClient, published: list[str], tmp_path: Path) -> None:
    names = ["checkpoint", "verifier-key", *(f"tile/{kind}/000" for kind in ("entries", "0"))]
    names += ["tile/entries/001.p/44", "tile/0/001.p/44", "tile/1/000.p/1"]
    for name in names:
        (tmp_path / "mirror" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mirror" / name).write_bytes(client.get_raw(f"/ledger/{name}").data)
    (tmp_path / "mirror" / "opened.jsonl").touch()

    assert run_verifier("export", tmp_path / "mirror") == (0, "Everything fits.")


# ---- Receipts ------------------------------------------------------------------------


def test_an_entry_is_shown_to_who_holds_its_key(client: PageClient, published: list[str]) -> None:
    page = client.get(f"/ledger/entries/{published[7]}")

    assert page.heading == "Entry 7 of the ledger"
    assert "Your entry is in the ledger" in page.text
    assert commitments()[7].hex() in page.text
    assert "number:7" not in page.html


def test_an_entry_says_that_it_waits_for_a_checkpoint(client: PageClient, published: list[str]) -> None:
    page = client.get(f"/ledger/entries/{published[300]}")

    assert "waits for the next checkpoint" in page.text
    assert "tlog-proof" not in page.html
    assert client.get_raw(f"/ledger/entries/{published[300]}.tlog-proof").status_code == 404


def test_an_entry_waits_even_before_the_first_checkpoint(client: PageClient, recorded: Recorder) -> None:
    key = recorded(1)[0]

    assert "waits for the next checkpoint" in client.get(f"/ledger/entries/{key}").text
    assert client.get_raw(f"/ledger/entries/{key}.json").json == {
        "index": 0,
        "commitment": b64encode(commitments()[0]).decode(),
        "is_covered": False,
        "proof": [],
        "checkpoint": None,
    }


def test_an_entry_as_json_proves_itself(client: PageClient, published: list[str], signer: Signer) -> None:
    answer = client.get_raw(f"/ledger/entries/{published[7]}.json")

    told = json.loads(answer.text)
    checkpoint = read_checkpoint(told["checkpoint"], signer.key.verifier_key)
    proof = [b64decode(sibling) for sibling in told["proof"]]
    leaf = leaf_hash(b64decode(told["commitment"]))
    assert is_included(leaf, told["index"], checkpoint.size, proof, checkpoint.root)


def test_a_proof_can_be_checked_offline(
    client: PageClient, published: list[str], signer: Signer, tmp_path: Path
) -> None:
    answer = client.get_raw(f"/ledger/entries/{published[7]}.tlog-proof")
    (tmp_path / "proof").write_text(answer.text, encoding="utf-8")
    (tmp_path / "key").write_text(signer.verifier_key, encoding="utf-8")

    assert answer.headers["Content-Disposition"] == "attachment; filename=entry-7.tlog-proof"
    assert run_verifier("receipt", tmp_path / "proof", "--key", tmp_path / "key") == (0, "Everything fits.")


@pytest.mark.parametrize("ending", ["", ".json", ".tlog-proof"])
def test_a_receipt_is_kept_by_nobody_on_the_way(client: PageClient, published: list[str], ending: str) -> None:
    answer = client.get_raw(f"/ledger/entries/{published[7]}{ending}")

    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("key", ["a" * 26, "short", "7", "A" * 26])
def test_a_key_that_nobody_was_given_finds_nothing(client: PageClient, published: list[str], key: str) -> None:
    assert [client.get_raw(f"/ledger/entries/{key}{end}").status_code for end in ("", ".json", ".tlog-proof")] == [
        404,
        404,
        404,
    ]


def test_a_typed_receipt_code_leads_to_its_entry(client: PageClient, published: list[str]) -> None:
    answer = client.get_raw(f"/ledger/entries?key=%20{published[7].upper()[:13]}%20{published[7][13:]}")

    assert (answer.status_code, answer.location) == (303, f"/ledger/entries/{published[7]}")


@pytest.mark.parametrize("typed", ["", "?key=", "?key=unknown", "?key=a%00b"])
def test_an_unknown_receipt_code_is_said_on_the_page(client: PageClient, published: list[str], typed: str) -> None:
    assert "There is no entry with this receipt code" in client.get(f"/ledger/entries{typed}", status=404).text


@pytest.mark.parametrize("name", ["verify_ledger.py", "ledger.md"])
def test_the_verifier_can_be_downloaded(client: PageClient, name: str) -> None:
    answer = client.get_raw(f"/ledger/files/{name}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"


def test_nothing_else_can_be_downloaded(client: PageClient) -> None:
    assert client.get_raw("/ledger/files/README.md").status_code == 404


def test_the_newest_checkpoint_is_the_largest(published: list[str], signer: Signer) -> None:
    publish_checkpoint(signer, at=AT)
    db.session.commit()

    newest = newest_checkpoint()
    assert newest is not None
    assert newest.size == 302
