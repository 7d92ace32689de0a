"""The index answers whatever happens to its files, and says when it is not whole."""

import json
import random
import shutil
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foundations.search import seal
from foundations.search.interface import DamagedIndex, Findings, IndexBusy, Removal
from foundations.search.whoosh_index import WhooshIndex
from tests.foundations.search.conftest import Fill, idea
from tests.texts.torture import TORTURE

IDEAS = {f"k{number}": f"公園{number} / 水道とゴミ箱 {number}" for number in range(40)}


def found(index: WhooshIndex, query: str = "公園") -> set[str]:
    return {hit.key for hit in index.search(query, limit=2000).hits}


def test_empty_index_is_degraded_until_it_is_built(index: WhooshIndex, fill: Fill) -> None:
    assert index.search("公園") == Findings(is_degraded=True)
    assert not index.is_sound()
    fill()
    assert index.search("公園") == Findings()
    assert index.is_sound()


def test_changes_bring_in_replace_and_take_out(index: WhooshIndex, fill: Fill) -> None:
    fill(kept="公園", changed="公園", gone="公園")
    with index.writing() as writer:
        writer.apply(
            [idea("changed", "図書館"), Removal("idea", "gone"), idea("new", "公園"), Removal("idea", "never")]
        )
    assert found(index) == {"kept", "new"}
    assert found(index, "図書館") == {"changed"}


def test_last_of_several_changes_counts(index: WhooshIndex, fill: Fill) -> None:
    fill()
    with index.writing() as writer:
        writer.apply(
            [
                idea("one", "公園"),
                idea("one", "図書館"),
                Removal("idea", "two"),
                idea("two", "公園"),
                idea("two", "公園"),
            ]
        )
    assert found(index) == {"two"}
    assert [hit.key for hit in index.search("公園").hits] == ["two"]


def test_changes_twice_change_nothing_more(index: WhooshIndex, fill: Fill) -> None:
    fill(one="公園")
    for _ in range(2):
        with index.writing() as writer:
            writer.apply([idea("one", "図書館"), Removal("idea", "two")])
    assert [hit.key for hit in index.search("図書館").hits] == ["one"]
    assert found(index) == set()


def test_other_processes_see_changes(index: WhooshIndex, fill: Fill, root: Path) -> None:
    fill(one="公園")
    reader = WhooshIndex(root)
    assert found(reader) == {"one"}
    for number in range(12):
        with index.writing() as writer:
            writer.apply([idea(f"more{number}", "公園")])
        assert len(found(reader)) == number + 2


def test_rebuild_leaves_only_the_new_index(index: WhooshIndex, fill: Fill, root: Path) -> None:
    fill(old="公園")
    fill(new="公園")
    assert found(index) == {"new"}
    assert len(list(root.glob("index-*"))) == 1


def test_failed_rebuild_keeps_the_old_index(index: WhooshIndex, fill: Fill, root: Path) -> None:
    fill(old="公園")
    with pytest.raises(ZeroDivisionError), index.writing() as writer:
        writer.rebuild(idea(str(1 // number), "公園") for number in (1, 0))
    assert found(index) == {"old"}
    assert len(list(root.glob("index-*"))) == 1


def test_failed_change_keeps_the_index(index: WhooshIndex, fill: Fill) -> None:
    fill(old="公園")
    with pytest.raises(AttributeError), index.writing() as writer:
        writer.apply([idea("new", "公園"), idea("bad", None)])  # type: ignore[arg-type]
    assert found(index) == {"old"}
    assert index.is_sound()


def test_one_writes_at_a_time(index: WhooshIndex, fill: Fill, root: Path) -> None:
    fill(one="公園")
    with index.writing(), pytest.raises(IndexBusy), WhooshIndex(root).writing(timeout=0.1):
        pass
    with WhooshIndex(root).writing(timeout=0.1) as writer:
        writer.apply([idea("two", "公園")])
    assert found(index) == {"one", "two"}


def test_only_our_account_may_enter_the_folder(index: WhooshIndex, root: Path) -> None:
    root.mkdir(mode=0o777)
    root.chmod(0o777)
    with index.writing() as writer:
        writer.rebuild([idea("one", "公園")])
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in root.glob("index-*")] == [0]


def flip(path: Path, dice: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 20)):
        content[dice.randrange(len(content))] ^= dice.randint(1, 255)
    path.write_bytes(content)


def cut(path: Path, dice: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: dice.randrange(path.stat().st_size)])


def lengthen(path: Path, dice: random.Random) -> None:
    path.write_bytes(path.read_bytes() + dice.randbytes(100))


def overwrite(path: Path, dice: random.Random) -> None:
    path.write_bytes(dice.randbytes(path.stat().st_size))


def remove(path: Path, dice: random.Random) -> None:
    path.unlink()


def directory_instead(path: Path, dice: random.Random) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: list[Callable[[Path, random.Random], None]] = [flip, cut, lengthen, overwrite, remove, directory_instead]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(66))
def test_damage_is_told_and_never_raised(index: WhooshIndex, fill: Fill, root: Path, number: int) -> None:
    fill(**IDEAS)
    assert len(found(index)) == len(IDEAS)
    dice = random.Random(number)
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.stat().st_size)
    files = [path for path in files if "lock" not in path.name.lower()]
    DAMAGES[number % len(DAMAGES)](dice.choice(files), dice)

    fresh = WhooshIndex(root)
    assert fresh.search("公園") == Findings(is_degraded=True)
    assert not fresh.is_sound()
    assert not index.is_sound()
    assert found(index) == set(IDEAS)
    with pytest.raises(DamagedIndex), index.writing() as writer:
        writer.apply([idea("new", "公園")])

    with fresh.writing() as writer:
        writer.rebuild(idea(key, text) for key, text in IDEAS.items())
    assert found(WhooshIndex(root)) == set(IDEAS)
    assert index.is_sound()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b'"index"', b"\xff\xfe", b"[" * 100_000, b'{"version": 1}'],
)
def test_senseless_seal_is_damage(index: WhooshIndex, fill: Fill, root: Path, content: bytes) -> None:
    fill(**IDEAS)
    (root / "seal.json").write_bytes(content)
    assert WhooshIndex(root).search("公園") == Findings(is_degraded=True)


@pytest.mark.parametrize("folder", ["../elsewhere", "/etc", "index-0", ".", ""])
def test_seal_does_not_lead_out_of_the_folder(index: WhooshIndex, fill: Fill, root: Path, folder: str) -> None:
    fill(**IDEAS)
    content = json.loads((root / "seal.json").read_text())
    (root / "seal.json").write_text(json.dumps(content | {"folder": folder}))
    with pytest.raises(DamagedIndex):
        seal.read_seal(root)


@pytest.mark.parametrize("change", [{"folder": 5}, {"digests": 3}, {"digests": {"a": 1}}, {"version": None}])
def test_seal_of_another_shape_is_damage(index: WhooshIndex, fill: Fill, root: Path, change: dict[str, object]) -> None:
    fill(**IDEAS)
    content = json.loads((root / "seal.json").read_text())
    (root / "seal.json").write_text(json.dumps(content | change))
    assert WhooshIndex(root).search("公園") == Findings(is_degraded=True)


def test_seal_names_no_file_outside(index: WhooshIndex, fill: Fill, root: Path) -> None:
    fill(**IDEAS)
    content = json.loads((root / "seal.json").read_text())
    (root / "seal.json").write_text(json.dumps(content | {"digests": {"../seal.json": "0"}}))
    with pytest.raises(DamagedIndex):
        seal.read_seal(root)


def test_index_of_another_version_is_degraded(
    index: WhooshIndex, fill: Fill, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(**IDEAS)
    monkeypatch.setattr(seal, "VERSION", "next")
    assert not index.is_sound()
    assert WhooshIndex(root).search("公園") == Findings(is_degraded=True)


def test_removed_folder_is_degraded_and_built_again(index: WhooshIndex, fill: Fill, root: Path) -> None:
    """What was read before still answers."""
    fill(**IDEAS)
    found(index)
    shutil.rmtree(root)
    findings = index.search("公園")
    assert findings.is_degraded
    assert len(findings.hits) == 20
    fill(one="公園")
    assert found(index) == {"one"}
    assert not index.search("公園").is_degraded


def test_damage_costs_no_time(index: WhooshIndex, fill: Fill, root: Path) -> None:
    fill(**IDEAS)
    found(index)
    (root / "seal.json").unlink()
    started = time.monotonic()
    for _ in range(50):
        assert index.search("公園").is_degraded
    assert time.monotonic() - started < 1


def test_new_index_of_another_process_is_taken_up(index: WhooshIndex, fill: Fill, root: Path) -> None:
    reader = WhooshIndex(root)
    assert reader.search("公園").is_degraded
    fill(one="公園")
    time.sleep(1.05)
    assert found(reader) == {"one"}


@pytest.fixture
def restless_threads() -> Iterator[None]:
    """Threads that take turns all the time, so that what they share breaks soon."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_threads_search_while_another_writes(index: WhooshIndex, restless_threads: None) -> None:
    words = ["公園", "図書館", "水道", "自転車", "商店街", "小学校"]
    with index.writing() as writer:
        writer.rebuild(idea(str(number), words[number % 6] + words[number % 5]) for number in range(1500))
    expected = {word: found(index, word) for word in words}
    wrong: list[str] = []
    stop = threading.Event()

    def search() -> None:
        while not stop.is_set():
            wrong.extend(word for word in words if found(index, word) != expected[word])

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(5):
        with index.writing() as writer:
            writer.apply([idea(f"new{number}", "港")])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(("name", "text"), TORTURE)
def test_any_text_can_be_kept_and_asked_for(index: WhooshIndex, fill: Fill, name: str, text: str) -> None:
    fill(one=f"{text} / {text}", two="公園")
    findings = index.search(text)
    assert not findings.is_degraded
    assert {hit.key for hit in findings.hits} <= {"one", "two"}
    assert found(index) == {"two"}
