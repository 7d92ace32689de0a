"""Receipts: proofs that are checked offline, and what may be typed to find one."""

from pathlib import Path

import pytest

from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.receipts import as_typed_key, receipt_for
from foundations.ledger.signing_keys import Signer
from tests.foundations.ledger.conftest import LATER, Recorder
from tests.foundations.ledger.exports import run_verifier


@pytest.mark.parametrize("number", [0, 1])
def test_a_true_receipt_fits(folder: Path, number: int) -> None:
    receipt = folder.parent / f"receipt-{number}"

    assert run_verifier("receipt", receipt, "--key", folder.parent / "key") == (0, "Everything fits.")


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("index 201", "index 200"),
        ("index 201", "index 262"),
        ("index 201\n", "index 201\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"),
        ("\n\nyoriai", "\nyoriai"),
        ("extra ", "extra AAAA"),
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("\n262\n", "\n263\n"),
    ],
)
def test_a_forged_receipt_is_refused(folder: Path, find: str, put: str) -> None:
    receipt = folder.parent / "receipt-0"
    true = receipt.read_text(encoding="utf-8")
    receipt.write_text(true.replace(find, put, 1), encoding="utf-8")
    assert receipt.read_text(encoding="utf-8") != true

    code, said = run_verifier("receipt", receipt, "--key", folder.parent / "key")

    assert (code, said.startswith("REFUSED: ")) == (1, True)


def test_a_receipt_waits_for_the_next_checkpoint(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    publish_checkpoint(signer, at=LATER)
    receipt = receipt_for(recorded(1)[0])

    assert receipt is not None
    assert not receipt.is_covered
    assert receipt.as_proof_file is None


@pytest.mark.parametrize("typed", ["abc234", " ABC 234\n", "abc-234", "ABC\u3000234"])
def test_as_typed_key_forgives_how_people_copy(typed: str) -> None:
    assert as_typed_key(typed) == "abc234"


def test_no_receipt_without_an_entry(recorded: Recorder) -> None:
    recorded(1)

    assert receipt_for("a" * 26) is None


@pytest.mark.parametrize("typed", ["", "abc\x00234", "abc_234", "ａｂｃ", "\ud800"])
def test_as_typed_key_takes_nothing_that_no_key_holds(typed: str) -> None:
    assert as_typed_key(typed) == ""
