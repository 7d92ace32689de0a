"""The Merkle tree of RFC 9162: hashes, an append in O(log n), proofs and their verification.

A tree is spoken of by the ranges ``[begin, end)`` of its leaves: ``MTH(D[begin:end])``
in the words of the RFC. Proofs are built from any function that hashes such a range,
so that they can be read from a database, from tiles or from a list.

Pure: nothing here knows of a database, a file or a clock. All hashes are 32 bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256().digest()
"""The root of a tree without leaves (section 2.1.1)."""

HashOfRange = Callable[[int, int], bytes]
HashOfSubtree = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one leaf, ``HASH(0x00 || d)`` (section 2.1.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node, ``HASH(0x01 || left || right)`` (section 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """What must be kept of a tree so that leaves can be appended to it.

    ``peaks`` are the hashes of the complete subtrees into which the leaves fall,
    from the largest to the smallest: one for each bit that is set in ``size``.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Take up a tree of ``size`` leaves.

        Raises:
            ValueError: if the number of peaks does not belong to ``size``.
        """
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            message = f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(self.peaks)}"
            raise ValueError(message)

    @classmethod
    def from_bytes(cls, size: int, packed: bytes) -> "Frontier":
        """Take up a tree from the concatenated hashes that ``to_bytes`` gave."""
        return cls(size, split_hashes(packed))

    def to_bytes(self) -> bytes:
        """Return the peaks' hashes, concatenated."""
        return b"".join(self.peaks)

    def append(self, leaf: bytes) -> list[bytes]:
        """Append one leaf hash; return the hashes of all subtrees that it completes.

        The item at place ``h`` is the root of the complete subtree of ``2**h``
        leaves that ends with this one; the first item is the leaf itself.
        """
        completed = [leaf]
        remaining = self.size
        while remaining & 1:
            completed.append(node_hash(self.peaks.pop(), completed[-1]))
            remaining >>= 1
        self.peaks.append(completed[-1])
        self.size += 1
        return completed

    @property
    def root(self) -> bytes:
        """The root hash of the whole tree."""
        return join_subtrees(self.peaks)


def split_hashes(packed: bytes) -> list[bytes]:
    """Cut concatenated hashes apart.

    Raises:
        ValueError: if the length is no multiple of a hash's.
    """
    if len(packed) % HASH_BYTES:
        message = f"{len(packed)} bytes are no whole number of hashes"
        raise ValueError(message)
    return [packed[start : start + HASH_BYTES] for start in range(0, len(packed), HASH_BYTES)]


def join_subtrees(hashes: Sequence[bytes]) -> bytes:
    """Return the root over neighbouring complete subtrees, each smaller than the one before."""
    if not hashes:
        return EMPTY_ROOT
    *larger, joined = hashes
    for left in reversed(larger):
        joined = node_hash(left, joined)
    return joined


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Return ``MTH`` over the given leaf hashes (section 2.1.1), in linear time."""
    frontier = Frontier()
    for leaf in leaf_hashes:
        frontier.append(leaf)
    return frontier.root


def complete_subtrees(begin: int, end: int) -> list[tuple[int, int]]:
    """Return the complete subtrees that make up a range, as ``(height, number)``.

    Subtree ``number`` of ``height`` spans the leaves from ``number * 2**height``.
    ``begin`` must be a multiple of a power of two not below the range's length, as
    it is for every range that a proof names.
    """
    subtrees = []
    for height in reversed(range((end - begin).bit_length())):
        if (end - begin) >> height & 1:
            subtrees.append((height, begin >> height))
            begin += 1 << height
    return subtrees


def hash_of_range(begin: int, end: int, hash_of_subtree: HashOfSubtree) -> bytes:
    """Return ``MTH(D[begin:end])`` from the hashes of complete subtrees."""
    return join_subtrees([hash_of_subtree(height, number) for height, number in complete_subtrees(begin, end)])


def inclusion_proof(index: int, size: int, hash_of: HashOfRange) -> list[bytes]:
    """Return the audit path of leaf ``index`` in the tree of ``size`` leaves (section 2.1.3.1).

    Raises:
        ValueError: if the tree has no such leaf.
    """
    if not 0 <= index < size:
        message = f"leaf {index} is not in a tree of {size}"
        raise ValueError(message)
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = begin + _largest_power_below(end - begin)
        if index < middle:
            path.append(hash_of(middle, end))
            end = middle
        else:
            path.append(hash_of(begin, middle))
            begin = middle
    return path[::-1]


def consistency_proof(old_size: int, new_size: int, hash_of: HashOfRange) -> list[bytes]:
    """Return the proof that the first leaves of the new tree are the old tree (section 2.1.4.1).

    It is empty where there is nothing to show: from the empty tree, or for equal sizes.

    Raises:
        ValueError: if the old tree is the larger one.
    """
    if not 0 <= old_size <= new_size:
        message = f"a tree of {old_size} cannot be the beginning of a tree of {new_size}"
        raise ValueError(message)
    if old_size in {0, new_size}:
        return []
    begin, end, proof = 0, new_size, []
    while old_size != end:
        middle = begin + _largest_power_below(end - begin)
        if old_size <= middle:
            proof.append(hash_of(middle, end))
            end = middle
        else:
            proof.append(hash_of(begin, middle))
            begin = middle
    if begin > 0:  # the old root itself is known to whoever asks, its right part is not
        proof.append(hash_of(begin, end))
    return proof[::-1]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether ``proof`` shows the leaf hash at ``index`` under ``root`` (section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    sides = _sides_on_the_way_up(index, size - 1)
    if len(sides) != len(proof):
        return False
    computed = leaf
    for is_left, sibling in zip(sides, proof, strict=True):
        computed = node_hash(sibling, computed) if is_left else node_hash(computed, sibling)
    return computed == root


def is_consistent(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether ``proof`` shows that the new tree continues the old one (section 2.1.4.2)."""
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size > new_size or not proof:
        return False
    is_complete = old_size & (old_size - 1) == 0
    start, *siblings = [old_root, *proof] if is_complete else proof
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    sides = _sides_on_the_way_up(node, last)
    if len(sides) != len(siblings):
        return False
    old_computed = new_computed = start
    for is_left, sibling in zip(sides, siblings, strict=True):
        if is_left:
            old_computed = node_hash(sibling, old_computed)
            new_computed = node_hash(sibling, new_computed)
        else:
            new_computed = node_hash(new_computed, sibling)
    return old_computed == old_root and new_computed == new_root


def _sides_on_the_way_up(node: int, last: int) -> list[bool]:
    """Tell for each hash of a proof whether it stands on the left, from ``node`` up to the root.

    ``last`` is the rightmost node on the level of ``node``: ``fn`` and ``sn`` of the RFC.
    """
    sides = []
    while last:
        is_left = bool(node & 1) or node == last
        if is_left:
            while not node & 1:  # a rightmost node without sibling stands for its parent
                node, last = node >> 1, last >> 1
        sides.append(is_left)
        node, last = node >> 1, last >> 1
    return sides


def _largest_power_below(count: int) -> int:
    """Return the largest power of two smaller than ``count``, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)
