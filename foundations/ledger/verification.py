"""Recomputing the whole ledger from its tables, and saying everything that does not fit.

It trusts nothing that is stored: every commitment is opened, every hash of the tree
computed again, every checkpoint's signature checked, and an old checkpoint that was
kept elsewhere finds a history that was rewritten as a whole.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import SQLAlchemyError

from foundations.database.session import db
from foundations.database.transactions import mode
from foundations.ledger.commitments import opening, utc_text
from foundations.ledger.erasing import ERASURE
from foundations.ledger.findings import Fault, Finding, Verification
from foundations.ledger.merkle import EMPTY_ROOT, Frontier, leaf_hash
from foundations.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerHead, LedgerPayload, LedgerSubtree
from foundations.ledger.recording import TILE_HEIGHT
from foundations.ledger.signed_notes import Checkpoint, NoteRefused, VerifierKey, read_checkpoint

CLOCK_TOLERANCE = dt.timedelta(minutes=10)
"""How far an act's time may lie from the checkpoints around it: it is read before the lock is had."""

AnyRow = Row[*tuple[Any, ...]]

_ROWS_AT_ONCE = 2000
_entries = (
    select(
        LedgerEntry.leaf_index,
        LedgerEntry.key,
        LedgerEntry.commitment,
        LedgerPayload.kind,
        LedgerPayload.subject,
        LedgerPayload.salt,
        LedgerPayload.text,
    )
    .outerjoin(LedgerPayload, LedgerPayload.leaf_index == LedgerEntry.leaf_index)
    .order_by(LedgerEntry.leaf_index)
)
_stray_payloads = (
    select(LedgerPayload.leaf_index)
    .outerjoin(LedgerEntry, LedgerEntry.leaf_index == LedgerPayload.leaf_index)
    .where(LedgerEntry.leaf_index.is_(None))
)


def verify_ledger(*, verifier_key: VerifierKey | None, kept: Sequence[Checkpoint] = ()) -> Verification:
    """Check the ledger as it is committed now, while others go on appending to it.

    ``verifier_key`` is our own, if it is at hand; ``kept`` are checkpoints that were
    kept outside the database and whose signatures were checked when they were read.
    """
    snapshot = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    with mode("read"), db.engine.connect() as connection:
        return examine(connection.execution_options(**snapshot), verifier_key=verifier_key, kept=kept)


def examine(
    connection: Connection, *, verifier_key: VerifierKey | None, kept: Sequence[Checkpoint] = ()
) -> Verification:
    """Check the ledger as ``connection`` sees it, which must be one snapshot."""
    return _Examination(connection, verifier_key, kept).run()


class _Examination:
    """One walk through the tables, and what it has seen so far."""

    def __init__(self, connection: Connection, verifier_key: VerifierKey | None, kept: Sequence[Checkpoint]) -> None:
        self.connection = connection
        self.verifier_key = verifier_key
        self.kept = kept
        self.findings: list[Finding] = []
        self.checkpoints: list[Checkpoint] = []
        self.frontier = Frontier()
        self.roots = {0: EMPTY_ROOT}
        self.subtrees: dict[tuple[int, int], bytes] = {}
        self.without_payload: dict[int, str] = {}
        self.erased: dict[int, str] = {}
        self.opened = 0

    def run(self) -> Verification:
        with self._readable("database"):
            self._check_database()
        with self._readable("checkpoints"):
            self._read_checkpoints()
        with self._readable("entries"):
            self._walk_entries()
        with self._readable("payloads"):
            self._compare_erasures()
        with self._readable("head"):
            self._compare_head()
        with self._readable("subtrees"):
            self._compare_subtrees()
        self._compare_checkpoints()
        return Verification(
            size=self.frontier.size,
            root=self.frontier.root,
            opened=self.opened,
            erased=len(self.without_payload),
            checkpoints=len(self.checkpoints),
            findings=tuple(self.findings),
        )

    def _find(self, fault: Fault, place: str, detail: str = "") -> None:
        self.findings.append(Finding(fault, place, detail))

    @contextmanager
    def _readable(self, place: str) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, TypeError, ValueError, KeyError, AttributeError) as error:
            self._find(Fault.UNREADABLE, place, f"{type(error).__name__}: {error}"[:200])

    def _check_database(self) -> None:
        """Let SQLite compare its indexes with its tables; PostgreSQL's own tools do that there."""
        if self.connection.dialect.name == "sqlite":
            for (complaint,) in self.connection.exec_driver_sql("PRAGMA integrity_check(10)"):
                if complaint != "ok":
                    self._find(Fault.UNREADABLE, "database", complaint)

    def _read_checkpoints(self) -> None:
        rows = self.connection.execute(
            select(LedgerCheckpoint.size, LedgerCheckpoint.note, LedgerCheckpoint.verifier_key).order_by(
                LedgerCheckpoint.size
            )
        ).all()
        for row in rows:
            place = f"checkpoint {row.size}"
            with self._readable(place):
                self._read_checkpoint(row, place, is_newest=row is rows[-1])

    def _read_checkpoint(self, row: AnyRow, place: str, *, is_newest: bool) -> None:
        try:
            key = VerifierKey.parse(row.verifier_key)
            checkpoint = read_checkpoint(row.note, key)
        except NoteRefused as error:
            self._find(Fault.CHECKPOINT_FORGED, place, str(error))
            return
        if checkpoint.size != row.size:
            self._find(Fault.CHECKPOINT_FORGED, place, f"its note is over {checkpoint.size} entries")
        if is_newest and self.verifier_key is not None and key.public_key != self.verifier_key.public_key:
            self._find(Fault.CHECKPOINT_FORGED, place, "it is signed by another key than ours")
        if self.checkpoints and checkpoint.signed_at < self.checkpoints[-1].signed_at:
            self._find(Fault.TIME_IMPOSSIBLE, place, "it is older than the checkpoint before it")
        self.checkpoints.append(checkpoint)

    def _walk_entries(self) -> None:
        wanted_roots = {checkpoint.size for checkpoint in (*self.checkpoints, *self.kept)}
        times = _TimesAllowed(self.checkpoints)
        expected = 0
        for row in self.connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(_entries):
            if row.leaf_index != expected:
                self._find(Fault.ENTRY_MISSING, f"entry {expected}", f"the next one is {row.leaf_index}")
            expected = row.leaf_index + 1
            self._append(row.leaf_index, leaf_hash(row.commitment))
            if self.frontier.size in wanted_roots:
                self.roots[self.frontier.size] = self.frontier.root
            with self._readable(f"entry {row.leaf_index}"):
                self._check_entry(row, times)

    def _append(self, index: int, leaf: bytes) -> None:
        for level, root in enumerate(self.frontier.append(leaf)[TILE_HEIGHT::TILE_HEIGHT], start=1):
            self.subtrees[level, index >> (TILE_HEIGHT * level)] = root

    def _check_entry(self, row: AnyRow, times: "_TimesAllowed") -> None:
        index = row.leaf_index
        if row.text is None:
            self.without_payload[index] = row.key
            return
        if opening(row.salt, row.text) != row.commitment:
            self._find(Fault.NOT_OPENING, f"entry {index}")
            return
        self.opened += 1
        envelope = json.loads(row.text)
        if (envelope["key"], envelope["kind"], envelope["subject"]) != (row.key, row.kind, row.subject):
            self._find(Fault.ENVELOPE_DIFFERS, f"entry {index}")
        if not times.allow(index, envelope["at"]):
            self._find(Fault.TIME_IMPOSSIBLE, f"entry {index}", f"it says {envelope['at']}")
        if envelope["kind"] == ERASURE:
            self.erased.update((item["index"], item["key"]) for item in envelope["payload"]["erased"])

    def _compare_erasures(self) -> None:
        for index, key in self.without_payload.items():
            if index not in self.erased:
                self._find(Fault.PAYLOAD_MISSING, f"entry {index}")
            elif self.erased[index] != key:
                self._find(Fault.ENVELOPE_DIFFERS, f"entry {index}", "it was erased under another key")
        for index in self.erased.keys() - self.without_payload.keys():
            self._find(Fault.PAYLOAD_STRAY, f"entry {index}", "it was erased and is back")
        for index in self.connection.scalars(_stray_payloads):
            self._find(Fault.PAYLOAD_STRAY, f"entry {index}", "there is no such entry")

    def _compare_head(self) -> None:
        head = self.connection.execute(select(LedgerHead.size, LedgerHead.frontier, LedgerHead.root)).one_or_none()
        kept = (0, b"", EMPTY_ROOT) if head is None else tuple(head)
        if kept != (self.frontier.size, self.frontier.to_bytes(), self.frontier.root):
            self._find(Fault.HEAD_DIFFERS, f"head of {kept[0]}", f"there are {self.frontier.size} entries")

    def _compare_subtrees(self) -> None:
        rows = self.connection.execute(select(LedgerSubtree.level, LedgerSubtree.number, LedgerSubtree.hash))
        kept = {(level, number): root for level, number, root in rows}
        for level, number in sorted(kept.keys() | self.subtrees.keys()):
            if kept.get((level, number)) != self.subtrees.get((level, number)):
                self._find(Fault.SUBTREE_DIFFERS, f"subtree {number} of level {level}")

    def _compare_checkpoints(self) -> None:
        for checkpoint in (*self.checkpoints, *self.kept):
            if self.roots.get(checkpoint.size) != checkpoint.root:
                place = f"checkpoint {checkpoint.size} of {checkpoint.signed_at:%Y-%m-%d %H:%M}"
                self._find(Fault.HISTORY_REWRITTEN, place, f"there are {self.frontier.size} entries")


class _TimesAllowed:
    """The span in which an entry's time must lie, from the checkpoints before and after it."""

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        self._ahead = list(checkpoints)
        self._earliest = ""

    def allow(self, index: int, at: str) -> bool:
        """Judge the entries in their order; times as ``utc_text`` writes them, which sorts."""
        while self._ahead and self._ahead[0].size <= index:
            self._earliest = utc_text(self._ahead.pop(0).signed_at - CLOCK_TOLERANCE)
        latest = utc_text(self._ahead[0].signed_at + CLOCK_TOLERANCE) if self._ahead else "9999"
        return self._earliest <= at <= latest
