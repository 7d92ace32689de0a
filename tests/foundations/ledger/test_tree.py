"""The tree read from the tables: roots, tiles and proofs at every size, in few reads."""

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select

from foundations.database.session import db
from foundations.ledger import merkle
from foundations.ledger.models import LedgerEntry, LedgerSubtree
from foundations.ledger.tiles import TileAddress, tile_content, tiles_of
from foundations.ledger.tree import StoredTree, TreeDamaged
from tests.foundations.ledger import naive_tree
from tests.foundations.ledger.conftest import Recorder, statements_sent


def commitments() -> list[bytes]:
    return list(db.session.scalars(select(LedgerEntry.commitment).order_by(LedgerEntry.leaf_index)))


def test_root_is_that_of_the_entries_at_every_size(recorded: Recorder) -> None:
    recorded(70)
    entries = commitments()

    assert [StoredTree(size).root for size in range(71)] == [naive_tree.mth(entries[:size]) for size in range(71)]


@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 513])
def test_proofs_reach_across_tiles(recorded: Recorder, size: int) -> None:
    recorded(513)
    leaves = [merkle.leaf_hash(commitment) for commitment in commitments()]
    tree = StoredTree(size)
    root = merkle.root_of(leaves[:size])

    places = {0, size // 2, size - 1}
    assert all(merkle.is_included(leaves[i], i, size, tree.inclusion_proof(i), root) for i in places)
    assert all(
        merkle.is_consistent(old, size, merkle.root_of(leaves[:old]), root, tree.consistency_proof(old))
        for old in {1, size // 3 + 1, size - 1, size} - {0}
    )


def test_tree_of_70000_has_the_tiles_that_the_specification_names() -> None:
    tree = StoredTree(70_000)

    widths: dict[int | None, list[int]] = {}
    for address in tiles_of(tree):
        widths.setdefault(address.level, []).append(address.width)

    # The example of C2SP tlog-tiles, section "Partial Tiles".
    leaves = [256] * 273 + [112]
    assert widths == {None: leaves, 0: leaves, 1: [256, 17], 2: [1]}


def test_proof_of_a_large_tree_takes_few_reads(database: Flask) -> None:
    plant_large_tree(256**2 + 256 * 3 + 5)
    tree = StoredTree(256**2 + 256 * 3 + 5)

    with statements_sent() as reads:
        proof = tree.inclusion_proof(256**2 - 1)

    assert len(proof) == 17
    assert len(reads) <= 5


def plant_large_tree(size: int) -> None:
    """Fill the tables with a tree of equal leaves, without going through 65,000 appends."""
    leaf = merkle.leaf_hash(bytes(32))
    frontier = merkle.Frontier()
    subtrees = []
    for index in range(size):
        for level, root in enumerate(frontier.append(leaf)[8::8], start=1):
            subtrees.append({"level": level, "number": index >> (8 * level), "hash": root})
    db.session.execute(insert(LedgerSubtree), subtrees)
    near_the_proof = [*range(256**2 - 256, 256**2), *range(size - 5, size)]
    db.session.execute(
        insert(LedgerEntry), [{"leaf_index": i, "key": str(i), "commitment": bytes(32)} for i in near_the_proof]
    )
    db.session.commit()


def test_tree_with_a_hole_is_refused(recorded: Recorder) -> None:
    recorded(300)
    db.session.execute(delete(LedgerSubtree))

    with pytest.raises(TreeDamaged):
        _ = StoredTree(300).root


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("0/000", TileAddress(0, 0, 256)),
        ("0/x001/x234/067", TileAddress(0, 1_234_067, 256)),
        ("63/x001/000", TileAddress(63, 1000, 256)),
        ("1/007.p/12", TileAddress(1, 7, 12)),
        ("entries/999.p/255", TileAddress(None, 999, 255)),
    ],
)
def test_tile_address_is_read_and_written_alike(path: str, address: TileAddress) -> None:
    assert TileAddress.parse(path) == address
    assert str(address) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "0",
        "0/0",
        "00/000",
        "01/000",
        "100/000",
        "0/x000/001",
        "0/001/002",
        "0/x001",
        "0/1000",
        "0/000.p/0",
        "0/000.p/01",
        "0/000.p/256",
        "0/000.p/",
        "0/000/",
        "0/000\n",
        "0/٠٠٠",
        "-1/000",
        "entry/000",
        "../checkpoint",
    ],
)
def test_tile_address_refuses_any_other_writing(path: str) -> None:
    assert TileAddress.parse(path) is None


def test_tile_content_is_hashes_or_length_prefixed_entries(recorded: Recorder) -> None:
    recorded(260)
    entries = commitments()
    tree = StoredTree(260)

    def content(path: str) -> bytes | None:
        address = TileAddress.parse(path)
        assert address is not None
        return tile_content(address, tree)

    assert content("0/000") == b"".join(map(merkle.leaf_hash, entries[:256]))
    assert content("0/001.p/3") == b"".join(map(merkle.leaf_hash, entries[256:259]))
    assert content("1/000.p/1") == naive_tree.mth(entries[:256])
    assert content("entries/001.p/4") == b"".join(b"\x00\x20" + entry for entry in entries[256:])


@pytest.mark.parametrize("path", ["0/001", "0/001.p/5", "0/002.p/1", "1/000", "1/000.p/2", "2/000.p/1", "entries/001"])
def test_tile_content_ends_where_the_tree_ends(recorded: Recorder, path: str) -> None:
    recorded(270)
    address = TileAddress.parse(path)
    assert address is not None

    assert tile_content(address, StoredTree(260)) is None
