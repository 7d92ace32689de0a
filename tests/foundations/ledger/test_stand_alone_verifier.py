"""The verifier that outsiders run: accepts a true export and a true receipt, refuses every forged one.

It runs as they run it: by itself, isolated from everything installed here.
"""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from foundations.ledger.commitments import commit, envelope
from foundations.ledger.merkle import leaf_hash, root_of
from foundations.ledger.recording import new_key
from foundations.ledger.signed_notes import SigningKey
from foundations.ledger.signing_keys import Signer
from tests.foundations.ledger.conftest import AT, LATER
from tests.foundations.ledger.exports import SIZE, VERIFIER, opened, run_verifier


def verified(folder: Path) -> tuple[int, str]:
    return run_verifier("export", folder, "--key", folder.parent / "key", "--older", folder.parent / "older")


def test_a_true_export_fits(folder: Path) -> None:
    assert verified(folder) == (0, "Everything fits.")


def test_a_true_export_fits_without_a_key_from_elsewhere(folder: Path) -> None:
    assert run_verifier("export", folder) == (0, "Everything fits.")


# ---- Forged exports: each is a true one on which someone has worked ----------------


def edit(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    path = folder / name
    path.write_bytes(change(path.read_bytes()))


def write_opened(folder: Path, lines: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "opened.jsonl").write_text(text, encoding="utf-8")


def open_another(folder: Path, **changes: object) -> None:
    """Change what the first opened entry says, its salt staying."""
    lines = opened(folder)
    write_opened(folder, [lines[0] | changes, *lines[1:]])


def rebuild(folder: Path, commitments: list[bytes], signing_key: SigningKey) -> None:
    """Make tiles, entries and checkpoint that fit together over other commitments (fewer than 256)."""
    shutil.rmtree(folder / "tile")
    leaves = [leaf_hash(commitment) for commitment in commitments]
    for name, content in (
        (f"tile/0/000.p/{len(leaves)}", b"".join(leaves)),
        (f"tile/entries/000.p/{len(leaves)}", b"".join(b"\0\x20" + commitment for commitment in commitments)),
    ):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(content)
    note = signing_key.sign(size=len(leaves), root=root_of(leaves), at=LATER)
    (folder / "checkpoint").write_text(note, encoding="utf-8")


def commitments_in(folder: Path) -> list[bytes]:
    bundle = (folder / "tile/entries/000").read_bytes()
    return [bundle[place + 2 : place + 34] for place in range(0, len(bundle), 34)]


def sign_a_whole_other_export(folder: Path, _signer: Signer) -> None:
    other = SigningKey("yoriai.example/ledger", Ed25519PrivateKey.generate())
    rebuild(folder, commitments_in(folder)[:250], other)
    (folder / "verifier-key").write_text(f"{other.verifier_key}\n", encoding="utf-8")


def rewrite_with_the_true_key(folder: Path, signer: Signer) -> None:
    rebuild(folder, [bytes(32), *commitments_in(folder)[1:250]], signer.key)


def cut_off_with_the_true_key(folder: Path, signer: Signer) -> None:
    write_opened(folder, [])
    rebuild(folder, commitments_in(folder)[:150], signer.key)


def date_back_with_the_true_key(folder: Path, signer: Signer) -> None:
    text = envelope(key=new_key(), kind="rule.adopted", subject=None, at=AT.replace(year=2020), payload={})
    forged = commit(text)
    rebuild(folder, [*commitments_in(folder)[:210], forged.digest], signer.key)
    write_opened(folder, [{"index": 210, "salt": forged.salt.hex(), "text": text}])


def date_ahead_with_the_true_key(folder: Path, signer: Signer) -> None:
    text = envelope(key=new_key(), kind="rule.adopted", subject=None, at=AT.replace(year=2030), payload={})
    forged = commit(text)
    rebuild(folder, [*commitments_in(folder)[:210], forged.digest], signer.key)
    write_opened(folder, [{"index": 210, "salt": forged.salt.hex(), "text": text}])


def flip(place: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def swap_entries(content: bytes) -> bytes:
    return content[34:68] + content[:34] + content[68:]


Forgery = Callable[[Path, Signer], object]
FORGERIES: dict[str, tuple[Forgery, str]] = {
    "a bit of an entry flipped": (lambda f, _: edit(f, "tile/entries/000", flip(40)), "not those that were signed"),
    "two entries swapped": (lambda f, _: edit(f, "tile/entries/000", swap_entries), "not those that were signed"),
    "an entry cut off": (lambda f, _: edit(f, "tile/entries/001.p/6", lambda c: c[:-34]), "does not hold 6 entries"),
    "an entry added": (lambda f, _: edit(f, "tile/entries/001.p/6", lambda c: c + c[:34]), "does not hold 6 entries"),
    "an entry's length changed": (lambda f, _: edit(f, "tile/entries/000", flip(1)), "does not hold 256 entries"),
    "a bundle missing": (lambda f, _: (f / "tile/entries/000").unlink(), "does not hold 256 entries"),
    "a bit of a tile flipped": (lambda f, _: edit(f, "tile/0/000", flip(5)), "tile/0/000 is not that"),
    "a bit of an upper tile flipped": (lambda f, _: edit(f, "tile/1/000.p/1", flip(5)), "tile/1/000.p/1 is not that"),
    "a tile missing": (lambda f, _: (f / "tile/0/001.p/6").unlink(), "tile/0/001.p/6 is not that"),
    "a tile too many": (lambda f, _: (f / "tile/0/002").write_bytes(bytes(32)), "something else"),
    "a stranger's file": (lambda f, _: (f / "README").write_text("trust me"), "something else"),
    "the size raised": (lambda f, _: edit(f, "checkpoint", lambda c: c.replace(b"\n262\n", b"\n263\n")), "signature"),
    "the root changed": (lambda f, _: edit(f, "checkpoint", lambda c: c.replace(c[26:30], b"AAAA", 1)), "signature"),
    "the time taken out": (
        lambda f, _: edit(f, "checkpoint", lambda c: b"\n".join(c.split(b"\n")[:5]) + b"\n"),
        "signed time",
    ),
    "the checkpoint of another name": (
        lambda f, _: edit(f, "checkpoint", lambda c: c.replace(b"yoriai.example", b"yoriai.invalid")),
        "the checkpoint is of",
    ),
    "the checkpoint cut off": (lambda f, _: edit(f, "checkpoint", lambda c: c[:-1]), "the checkpoint is not one"),
    "the key's bit flipped": (lambda f, _: edit(f, "verifier-key", flip(-10)), "verifier key"),
    "an opened entry altered": (
        lambda f, _: open_another(f, text=str(opened(f)[0]["text"]).replace("規則", "提案")),
        "not what was committed to",
    ),
    "an opened entry moved": (lambda f, _: open_another(f, index=201), "not what was committed to"),
    "an opened entry twice": (lambda f, _: write_opened(f, [opened(f)[0], *opened(f)]), "out of order"),
    "an opened entry beyond the end": (lambda f, _: open_another(f, index=SIZE), "not in the ledger"),
    "an opened entry before the beginning": (lambda f, _: open_another(f, index=-1), "not in the ledger"),
    "an opened entry's index true": (lambda f, _: open_another(f, index=True), "no whole number"),
    "another salt": (lambda f, _: open_another(f, salt="00" * 32), "not what was committed to"),
    "a salt in capitals": (lambda f, _: open_another(f, salt=str(opened(f)[0]["salt"]).upper()), "wrong salt"),
    "a line with another key": (lambda f, _: open_another(f, note="trust me"), "other keys"),
    "a whole other export": (sign_a_whole_other_export, "another key than yours"),
    "rewritten with the true key": (rewrite_with_the_true_key, "were rewritten"),
    "cut off with the true key": (cut_off_with_the_true_key, "were cut off"),
    "dated back with the true key": (date_back_with_the_true_key, "dated before"),
    "dated ahead with the true key": (date_ahead_with_the_true_key, "dated after"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_export_is_refused(folder: Path, signer: Signer, name: str) -> None:
    forge, reason = FORGERIES[name]
    forge(folder, signer)

    code, said = verified(folder)

    assert (code, said.startswith("REFUSED: ")) == (1, True)
    assert reason in said


@pytest.mark.parametrize(
    "text",
    [
        '{"at":"2026-11-22T16:06:00.000000Z","key":"{key}","kind":"k","payload":{},"subject":null} ',
        '{"key":"{key}","at":"2026-11-22T16:06:00.000000Z","kind":"k","payload":{},"subject":null}',
        '{"at":"2026-11-22T16:06:00.000000Z","key":"{key}","kind":"k","payload":{"a":0.5},"subject":null}',
        '{"at":"2026-11-22T16:06:00.000000Z","key":"{key}","kind":"k","payload":{},"subject":null,"x":1}',
        '{"at":"2026-11-22T16:06:00.000000Z","key":"SHORT","kind":"k","payload":{},"subject":null}',
        '{"at":"2026-02-30T16:06:00.000000Z","key":"{key}","kind":"k","payload":{},"subject":null}',
        '{"at":"2026-11-22","key":"{key}","kind":"k","payload":{},"subject":null}',
        '{"at":"2026-11-22T16:06:00.000000Z","key":"{key}","kind":1,"payload":{},"subject":null}',
        '{"at":"2026-11-22T16:06:00.000000Z","key":"{key}","kind":"k","payload":[],"subject":null}',
        '["at","key","kind","payload","subject"]',
        "no JSON",
    ],
)
def test_an_opened_entry_of_another_form_is_refused(folder: Path, signer: Signer, text: str) -> None:
    forged = commit(text.replace("{key}", new_key()))
    rebuild(folder, [*commitments_in(folder)[:210], forged.digest], signer.key)
    write_opened(folder, [{"index": 210, "salt": forged.salt.hex(), "text": forged.text}])

    code, said = verified(folder)

    assert code == 1
    assert "entry" in said


def test_the_verifier_imports_nothing_of_ours_and_stays_short() -> None:
    lines = VERIFIER.read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}

    assert imported <= sys.stdlib_module_names
    assert len(lines) <= 400
