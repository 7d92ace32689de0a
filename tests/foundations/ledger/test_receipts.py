"""Receipts: proofs that are checked offline, and what may be typed to find one."""

from pathlib import Path

import pytest

from foundations.database.session import db
from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.receipts import as_typed_key, receipt_for
from foundations.ledger.signing_keys import Signer
from tests.foundations.ledger.conftest import LATER, Recorder
from tests.foundations.ledger.exports import run_verifier


def test_a_true_receipt_fits_for_every_kind_of_place(folder: Path, recorded: Recorder, signer: Signer) -> None:
    keys = recorded(3)
    publish_checkpoint(signer, at=LATER)
    db.session.commit()
    for key in keys:
        receipt = receipt_for(key)
        assert receipt is not None
        (folder.parent / "receipt").write_text(str(receipt.as_proof_file), encoding="utf-8")

        assert run_verifier("receipt", folder.parent / "receipt", "--key", folder.parent / "key") == (
            0,
            "Everything fits.",
        )


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("index 262", "index 261"),
        ("index 262", "index 265"),
        ("index 262\n", "index 262\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"),
        ("\n\nyoriai", "\nyoriai"),
        ("extra ", "extra AAAA"),
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("\n265\n", "\n266\n"),
    ],
)
def test_a_forged_receipt_is_refused(folder: Path, recorded: Recorder, signer: Signer, find: str, put: str) -> None:
    keys = recorded(3)
    publish_checkpoint(signer, at=LATER)
    db.session.commit()
    receipt = receipt_for(keys[0])
    assert receipt is not None
    true = str(receipt.as_proof_file)
    assert true.replace(find, put) != true
    (folder.parent / "receipt").write_text(true.replace(find, put, 1), encoding="utf-8")

    code, said = run_verifier("receipt", folder.parent / "receipt", "--key", folder.parent / "key")

    assert (code, said.startswith("REFUSED: ")) == (1, True)


def test_a_receipt_waits_for_the_next_checkpoint(folder: Path, recorded: Recorder) -> None:
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
