"""The public ledger: a page to read, C2SP's addresses for machines, and receipts for who holds a key.

Everything here shows the tree as of the newest checkpoint. Entries have a place and a
commitment, no kind, person or time, so that no turnout can be read off them.
"""

from base64 import b64encode

from flask import Blueprint, Response, abort, jsonify, redirect, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from foundations.ledger.checkpoints import newest_checkpoint, opened_checkpoint, published_tree
from foundations.ledger.receipts import Receipt, as_typed_key, receipt_for
from foundations.ledger.tiles import TileAddress, tile_content
from foundations.ledger.tree import TILE_WIDTH
from foundations.settings import ROOT
from foundations.web.actors import Actor
from foundations.web.guards import public
from foundations.web.pages import render_page, show_number

SHOWN_ENTRIES = 5
CHECKPOINT_AGE = "public, max-age=5"
TILE_AGE = "public, max-age=31536000, immutable"
VERIFIER_FOLDER = ROOT / "docs" / "verify"

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")


@blueprint.get("")
@public("anyone may check the record")
def show_ledger() -> ResponseReturnValue:
    """Show how far the ledger has grown, its newest entries, and how to check it."""
    return _ledger_page(is_key_unknown=False)


@blueprint.get("/checkpoint")
@public("a checkpoint is made to be kept by others", is_api=True)
def show_checkpoint() -> ResponseReturnValue:
    """Give the newest checkpoint (C2SP ``tlog-checkpoint``)."""
    row = newest_checkpoint()
    return abort(404) if row is None else _text(row.note, CHECKPOINT_AGE)


@blueprint.get("/verifier-key")
@public("the key with which anyone checks a checkpoint", is_api=True)
def show_verifier_key() -> ResponseReturnValue:
    """Give the key that checks the newest checkpoint (C2SP ``signed-note``)."""
    row = newest_checkpoint()
    return abort(404) if row is None else _text(f"{row.verifier_key}\n", CHECKPOINT_AGE)


@blueprint.get("/tile/<path:path>")
@public("the tree's hashes and commitments say nothing to who cannot open them", is_api=True)
def show_tile(path: str) -> ResponseReturnValue:
    """Give a tile or an entry bundle (C2SP ``tlog-tiles``); nothing beyond the newest checkpoint."""
    address = TileAddress.parse(path)
    content = None if address is None else tile_content(address, published_tree())
    if content is None:
        abort(404)
    return Response(content, content_type="application/octet-stream", headers={"Cache-Control": TILE_AGE})


@blueprint.get("/files/<any('verify_ledger.py', 'ledger.md'):name>")
@public("what an outsider needs to check the ledger without us")
def download_verifier(name: str) -> ResponseReturnValue:
    """Give the stand-alone verifier, or the document it was written from."""
    return send_from_directory(VERIFIER_FOLDER, name, as_attachment=True)


@blueprint.get("/entries")
@public("whoever holds a receipt may look it up")
def find_entry() -> ResponseReturnValue:
    """Go to the entry of the receipt code that was typed in."""
    key = as_typed_key(request.args.get("key", ""))
    if key and receipt_for(key) is not None:
        return redirect(url_for("ledger.show_entry", key=key), 303)
    return _ledger_page(is_key_unknown=True), 404


def receipt_shown_to(_actor: Actor, key: str) -> Receipt | None:
    """Return the receipt of an entry: its key is all the permission there is."""
    return receipt_for(key)


@blueprint.get("/entries/<string(length=26):key>")
@public("the key, which nobody can guess, is the permission", load=receipt_shown_to)
def show_entry(receipt: Receipt) -> ResponseReturnValue:
    """Show where an entry stands and that it is in the tree; not what it says."""
    checkpoint = None if receipt.checkpoint is None else opened_checkpoint(receipt.checkpoint)
    page = Response(render_page("ledger/show_entry.html", receipt=receipt, checkpoint=checkpoint))
    return _kept_by_its_holder(page)


@blueprint.get("/entries/<string(length=26):key>.json")
@public("the key, which nobody can guess, is the permission", load=receipt_shown_to, is_api=True)
def show_entry_as_json(receipt: Receipt) -> ResponseReturnValue:
    """Give the same for machines: index, commitment, and the proof if there is one yet."""
    checkpoint = receipt.checkpoint
    return _kept_by_its_holder(
        jsonify(
            index=receipt.entry.leaf_index,
            commitment=b64encode(receipt.entry.commitment).decode(),
            is_covered=receipt.is_covered,
            proof=[b64encode(sibling).decode() for sibling in receipt.proof],
            checkpoint=None if checkpoint is None else checkpoint.note,
        )
    )


@blueprint.get("/entries/<string(length=26):key>.tlog-proof")
@public("the key, which nobody can guess, is the permission", load=receipt_shown_to, is_api=True)
def download_proof(receipt: Receipt) -> ResponseReturnValue:
    """Give the proof that can be checked offline (C2SP ``tlog-proof``), once there is one."""
    proof = receipt.as_proof_file
    if proof is None:
        abort(404)
    answer = Response(proof, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename=entry-{receipt.entry.leaf_index}.tlog-proof"
    return _kept_by_its_holder(answer)


def _ledger_page(*, is_key_unknown: bool) -> str:
    row = newest_checkpoint()
    return render_page(
        "ledger/show_ledger.html",
        checkpoint=None if row is None else opened_checkpoint(row),
        newest_rows=[] if row is None else [(show_number(index), leaf.hex()) for index, leaf in _newest_entries()],
        is_key_unknown=is_key_unknown,
    )


def _newest_entries() -> list[tuple[int, bytes]]:
    """Return place and commitment of the last entries, the newest first."""
    tree = published_tree()
    number = (tree.size - 1) // TILE_WIDTH
    commitments = tree.commitments(number)
    return list(enumerate(commitments, start=number * TILE_WIDTH))[: -SHOWN_ENTRIES - 1 : -1]


def _text(text: str, age: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": age})


def _kept_by_its_holder(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
