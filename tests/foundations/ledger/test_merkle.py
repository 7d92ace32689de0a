"""The tree against the RFC's recursive definitions and the vectors of Certificate Transparency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.ledger import merkle
from tests.foundations.ledger import naive_tree

# The eight leaves and the roots of every tree over them that Certificate Transparency's
# implementations are tested with (certificate-transparency-go, "merkle" reference inputs).
REFERENCE_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = range(65)

entries_lists = st.lists(st.binary(max_size=40), max_size=300)


def entries_of(size: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(size)]


def range_hasher(entries: list[bytes]) -> merkle.HashOfRange:
    return lambda begin, end: naive_tree.mth(entries[begin:end])


@pytest.mark.parametrize("size", range(9))
def test_root_of_is_the_reference_root(size: int) -> None:
    leaves = [merkle.leaf_hash(leaf) for leaf in REFERENCE_LEAVES[:size]]

    assert merkle.root_of(leaves).hex() == REFERENCE_ROOTS[size]


def test_inclusion_proof_is_the_reference_path() -> None:
    proof = merkle.inclusion_proof(0, 8, range_hasher(REFERENCE_LEAVES))

    assert [item.hex() for item in proof] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_consistency_proof_is_the_reference_proof() -> None:
    proof = merkle.consistency_proof(6, 8, range_hasher(REFERENCE_LEAVES))

    assert [item.hex() for item in proof] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(entries_lists)
def test_root_of_is_the_recursive_hash(entries: list[bytes]) -> None:
    assert merkle.root_of(map(merkle.leaf_hash, entries)) == naive_tree.mth(entries)


@given(entries_lists, st.data())
def test_frontier_goes_on_where_it_was_put_down(entries: list[bytes], data: st.DataObject) -> None:
    pause = data.draw(st.integers(0, len(entries)))
    frontier = merkle.Frontier()
    for entry in entries[:pause]:
        frontier.append(merkle.leaf_hash(entry))

    taken_up = merkle.Frontier.from_bytes(frontier.size, frontier.to_bytes())
    for entry in entries[pause:]:
        taken_up.append(merkle.leaf_hash(entry))

    assert (taken_up.size, taken_up.root) == (len(entries), naive_tree.mth(entries))


@given(entries_lists)
def test_frontier_append_returns_every_completed_subtree(entries: list[bytes]) -> None:
    frontier = merkle.Frontier()
    completed = {}
    for index, entry in enumerate(entries):
        for height, root in enumerate(frontier.append(merkle.leaf_hash(entry))):
            completed[height, index >> height] = root

    assert completed == {
        (height, number): naive_tree.mth(entries[number << height : (number + 1) << height])
        for height in range(len(entries).bit_length())
        for number in range(len(entries) >> height)
    }


@pytest.mark.parametrize(("size", "packed"), [(1, b""), (0, bytes(32)), (3, bytes(32)), (1, bytes(31)), (1, bytes(33))])
def test_frontier_from_bytes_refuses_peaks_of_another_size(size: int, packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"peaks|hashes"):
        merkle.Frontier.from_bytes(size, packed)


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_proof_is_the_recursive_path(size: int) -> None:
    entries = entries_of(size)

    proofs = [merkle.inclusion_proof(index, size, range_hasher(entries)) for index in range(size)]

    assert proofs == [naive_tree.path(index, entries) for index in range(size)]


@pytest.mark.parametrize("size", SIZES)
def test_consistency_proof_is_the_recursive_proof(size: int) -> None:
    entries = entries_of(size)

    proofs = [merkle.consistency_proof(old, size, range_hasher(entries)) for old in range(1, size + 1)]

    assert proofs == [naive_tree.proof(old, entries) for old in range(1, size + 1)]


@pytest.mark.parametrize("size", SIZES)
def test_is_included_accepts_every_leaf_at_its_own_index_only(size: int) -> None:
    entries = entries_of(size)
    root = naive_tree.mth(entries)

    accepted = {
        (index, claimed)
        for index in range(size)
        for claimed in range(-1, size + 2)
        if merkle.is_included(merkle.leaf_hash(entries[index]), claimed, size, naive_tree.path(index, entries), root)
    }

    assert accepted == {(index, index) for index in range(size)}


@pytest.mark.parametrize("size", SIZES)
def test_is_consistent_accepts_every_earlier_size(size: int) -> None:
    entries = entries_of(size)
    roots = [naive_tree.mth(entries[:old]) for old in range(size + 1)]

    accepted = [
        old
        for old in range(1, size + 1)
        if merkle.is_consistent(old, size, roots[old], roots[size], naive_tree.proof(old, entries))
    ]

    assert accepted == list(range(1, size + 1))


@given(st.integers(2, 64), st.data())
def test_is_included_refuses_an_altered_proof(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    index = data.draw(st.integers(0, size - 1))
    proof = data.draw(alterations_of(naive_tree.path(index, entries)))

    assert not merkle.is_included(merkle.leaf_hash(entries[index]), index, size, proof, naive_tree.mth(entries))


@given(st.integers(2, 64), st.data())
def test_is_consistent_refuses_an_altered_proof(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    old = data.draw(st.integers(1, size - 1))
    proof = data.draw(alterations_of(naive_tree.proof(old, entries)))

    assert not merkle.is_consistent(old, size, naive_tree.mth(entries[:old]), naive_tree.mth(entries), proof)


@given(st.integers(2, 64), st.data())
def test_is_consistent_refuses_a_rewritten_beginning(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    old = data.draw(st.integers(1, size - 1))
    old_root = naive_tree.mth(entries[:old])
    entries[data.draw(st.integers(0, old - 1))] = b"another"

    assert not merkle.is_consistent(old, size, old_root, naive_tree.mth(entries), naive_tree.proof(old, entries))


@pytest.mark.parametrize(
    ("old_size", "new_size", "old_root", "proof", "expected"),
    [
        (0, 8, merkle.EMPTY_ROOT, [], True),
        (0, 8, bytes(32), [], False),
        (0, 8, merkle.EMPTY_ROOT, [bytes(32)], False),
        (8, 8, bytes.fromhex(REFERENCE_ROOTS[8]), [], True),
        (8, 8, bytes.fromhex(REFERENCE_ROOTS[7]), [], False),
        (8, 8, bytes.fromhex(REFERENCE_ROOTS[8]), [bytes(32)], False),
        (9, 8, bytes.fromhex(REFERENCE_ROOTS[8]), [], False),
        (4, 8, bytes.fromhex(REFERENCE_ROOTS[4]), [], False),
    ],
)
def test_is_consistent_judges_the_sizes_at_the_edge(
    *, old_size: int, new_size: int, old_root: bytes, proof: list[bytes], expected: bool
) -> None:
    new_root = bytes.fromhex(REFERENCE_ROOTS[new_size])

    assert merkle.is_consistent(old_size, new_size, old_root, new_root, proof) is expected


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0)])
def test_inclusion_proof_refuses_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        merkle.inclusion_proof(index, size, range_hasher(entries_of(size)))


@pytest.mark.parametrize(("old_size", "new_size"), [(5, 4), (-1, 4)])
def test_consistency_proof_refuses_a_shrunken_tree(old_size: int, new_size: int) -> None:
    with pytest.raises(ValueError, match="beginning"):
        merkle.consistency_proof(old_size, new_size, range_hasher(entries_of(new_size)))


@given(st.integers(1, 300), st.data())
def test_hash_of_range_joins_complete_subtrees(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    index = data.draw(st.integers(0, size - 1))

    def subtree(height: int, number: int) -> bytes:
        leaves = entries[number << height : (number + 1) << height]
        assert len(leaves) == 1 << height
        return naive_tree.mth(leaves)

    proof = merkle.inclusion_proof(index, size, lambda begin, end: merkle.hash_of_range(begin, end, subtree))

    assert proof == naive_tree.path(index, entries)


@st.composite
def alterations_of(draw: st.DrawFn, proof: list[bytes]) -> list[bytes]:
    """Draw a proof that differs from ``proof`` by one flipped bit, one missing, doubled, added or moved hash."""
    place = draw(st.integers(0, len(proof) - 1))
    before, here, after = proof[:place], proof[place], proof[place + 1 :]
    flipped = bytearray(here)
    flipped[draw(st.integers(0, 31))] ^= 1 << draw(st.integers(0, 7))
    ways = [
        [*before, bytes(flipped), *after],
        [*before, *after],
        [*before, here, here, *after],
        [*proof, bytes(32)],
        [bytes(32), *proof],
    ]
    if len(proof) > 1:
        ways.append(proof[::-1])
    return draw(st.sampled_from(ways))
