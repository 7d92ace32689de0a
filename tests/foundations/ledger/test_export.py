"""The public ledger as a folder."""

import json
from pathlib import Path

import pytest

from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.export import NothingPublished, export_ledger
from foundations.ledger.signing_keys import Signer
from tests.foundations.ledger.conftest import AT, Recorder
from tests.foundations.ledger.exports import opened


def test_export_opens_public_kinds_only(folder: Path) -> None:
    assert [json.loads(str(line["text"]))["kind"] for line in opened(folder)] == ["rule.adopted", "rule.adopted"]
    assert [line["index"] for line in opened(folder)] == [200, 260]


def test_export_opens_nothing_beyond_the_checkpoint(recorded: Recorder, signer: Signer, tmp_path: Path) -> None:
    recorded(1)
    publish_checkpoint(signer, at=AT)
    recorded(1)

    export_ledger(tmp_path / "export", public_kinds=["test.counted"])

    assert [line["index"] for line in opened(tmp_path / "export")] == [0]


def test_export_refuses_a_folder_in_use(recorded: Recorder, signer: Signer, tmp_path: Path) -> None:
    recorded(1)
    publish_checkpoint(signer, at=AT)
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "file").touch()

    with pytest.raises(FileExistsError):
        export_ledger(tmp_path / "export", public_kinds=[])


def test_export_refuses_a_ledger_without_checkpoint(recorded: Recorder, tmp_path: Path) -> None:
    recorded(1)

    with pytest.raises(NothingPublished):
        export_ledger(tmp_path / "export", public_kinds=[])
