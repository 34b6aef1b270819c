"""The tree against the definition of RFC 9162 written down as plainly as it stands there, and hostile proofs."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.ledger import tree
from marketplace.ledger.proofs import extends, includes

LEAVES = [sha256(b"\0" + n.to_bytes(4, "big")).digest() for n in range(1400)]


def split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def naive_root(leaves: list[bytes]) -> bytes:
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"").digest()
    k = split(len(leaves))
    return sha256(b"\1" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_consistency(m: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    if m == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*naive_consistency(m, leaves[:k], whole), naive_root(leaves[k:])]
    return [*naive_consistency(m - k, leaves[k:], False), naive_root(leaves[:k])]


class Listed:
    """Hashes of all levels from a list, as a database would hold them."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.levels = [leaves]
        while len(self.levels[-1]) >= 256:
            below = self.levels[-1]
            self.levels.append(
                [naive_root(below[start : start + 256]) for start in range(0, len(below) // 256 * 256, 256)]
            )

    def run(self, level: int, start: int, stop: int) -> list[bytes]:
        assert start // 256 == (stop - 1) // 256, "a run never crosses a tile"
        found = self.levels[level][start:stop]
        assert len(found) == stop - start
        return found


STORED = Listed(LEAVES)
sizes = st.integers(1, len(LEAVES)) | st.sampled_from([1, 2, 255, 256, 257, 511, 512, 513, 1024, 1025])


def test_the_empty_tree_and_the_known_vectors_of_certificate_transparency() -> None:
    data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [sha256(b"\0" + bytes.fromhex(each)).digest() for each in data]
    assert tree.root(Listed([]), 0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.root(Listed(leaves), 8).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@settings(max_examples=60)
@given(sizes)
def test_root_and_frontier_are_those_of_the_standard(size: int) -> None:
    frontier = tree.Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf)
    assert tree.root(STORED, size) == frontier.root() == naive_root(LEAVES[:size])
    for level, position, digest in frontier.take_full():
        assert STORED.levels[level][position] == digest


@settings(max_examples=60)
@given(sizes, st.data())
def test_an_inclusion_proof_is_that_of_the_standard_and_proves_only_its_leaf(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path, root = tree.inclusion_proof(STORED, index, size), naive_root(LEAVES[:size])
    assert path == naive_path(index, LEAVES[:size])
    assert includes(index, size, LEAVES[index], path, root)
    assert not includes(index, size, sha256(b"other").digest(), path, root)
    assert not includes(index + 1, size, LEAVES[index], path, root)
    assert not includes(index, size, LEAVES[index], [*path, root], root)
    if path:
        assert not includes(index, size, LEAVES[index], path[:-1], root)
        spot = data.draw(st.integers(0, len(path) - 1))
        changed = [*path[:spot], sha256(path[spot]).digest(), *path[spot + 1 :]]
        assert not includes(index, size, LEAVES[index], changed, root)


@settings(max_examples=60)
@given(sizes, st.data())
def test_a_consistency_proof_is_that_of_the_standard_and_proves_only_its_roots(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    path = tree.consistency_proof(STORED, old, new)
    first, second = naive_root(LEAVES[:old]), naive_root(LEAVES[:new])
    assert path == naive_consistency(old, LEAVES[:new])
    assert extends(old, new, first, second, path)
    other = sha256(b"other").digest()
    assert not extends(old, new, other, second, path)
    assert not extends(old, new, first, other, path)
    assert not extends(old, new, first, second, [*path, other])
    if path:
        assert not extends(old, new, first, second, path[:-1])


def test_what_is_outside_the_tree_has_no_proof() -> None:
    for index, size in ((-1, 5), (5, 5), (0, 0)):
        with pytest.raises(IndexError):
            tree.inclusion_proof(STORED, index, size)
        assert not includes(index, size, LEAVES[0], [], LEAVES[0])
    for old, new in ((0, 5), (6, 5)):
        with pytest.raises(IndexError):
            tree.consistency_proof(STORED, old, new)
        assert not extends(old, new, LEAVES[0], LEAVES[0], [])
