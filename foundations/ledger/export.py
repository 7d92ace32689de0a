"""The public ledger as a folder: what the web serves, and the entries that may be opened.

An outsider checks it with ``docs/verify/verify_ledger.py``, which knows nothing of this code.
"""

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import select

from foundations.database.session import db
from foundations.ledger.checkpoints import newest_checkpoint
from foundations.ledger.models import LedgerPayload
from foundations.ledger.tiles import tile_content, tiles_of
from foundations.ledger.tree import StoredTree

CHECKPOINT_FILE = "checkpoint"
VERIFIER_KEY_FILE = "verifier-key"
OPENED_FILE = "opened.jsonl"


class NothingPublished(LookupError):
    """No checkpoint was given out yet, so there is no public ledger to export."""


def export_ledger(folder: Path, *, public_kinds: Collection[str]) -> int:
    """Write the ledger as of its newest checkpoint into ``folder``; return its size.

    Only entries of ``public_kinds`` are opened.

    Raises:
        NothingPublished: if there is no checkpoint.
        FileExistsError: if the folder is there already and is not empty.
    """
    checkpoint = newest_checkpoint()
    if checkpoint is None:
        raise NothingPublished
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    tree = StoredTree(checkpoint.size)
    for address in tiles_of(tree):
        path = folder / "tile" / str(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tile_content(address, tree) or b"")
    with (folder / OPENED_FILE).open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in opened_entries(checkpoint.size, public_kinds))
    (folder / VERIFIER_KEY_FILE).write_text(f"{checkpoint.verifier_key}\n", encoding="utf-8")
    (folder / CHECKPOINT_FILE).write_text(checkpoint.note, encoding="utf-8")
    return checkpoint.size


def opened_entries(size: int, public_kinds: Collection[str]) -> Iterator[str]:
    """Give, as lines of JSON, what opens the public entries among the first ``size``."""
    rows = db.session.execute(
        select(LedgerPayload.leaf_index, LedgerPayload.salt, LedgerPayload.text)
        .where(LedgerPayload.kind.in_(public_kinds), LedgerPayload.leaf_index < size)
        .order_by(LedgerPayload.leaf_index)
        .execution_options(yield_per=1000)
    )
    for index, salt, text in rows:
        yield json.dumps({"index": index, "salt": salt.hex(), "text": text}, ensure_ascii=False)
