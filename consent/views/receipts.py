"""Receipts of one's own acts, and the public key that checks them."""

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from accounts.methods import Actor
from accounts.policies import is_person_of
from consent.exports.receipts import MEDIA_TYPE, public_keys, receipt_file
from consent.models import ConsentRecord
from consent.presets import STATES
from consent.queries.choices import own_record, state_after
from consent.views.blueprint import blueprint
from foundations.ledger.receipts import receipt_for
from foundations.settings import current_settings
from foundations.web.guards import guard, public
from foundations.web.pages import render_page


def receipt_visible_to(actor: Actor, ledger_key: str) -> ConsentRecord | None:
    """Return the act with this receipt, to whose it is alone."""
    return own_record(actor.person_id, ledger_key) if actor.is_signed_in else None


@blueprint.get("/consents/receipts/<ledger_key>")
@guard(is_person_of, load=receipt_visible_to)
def show_receipt(record: ConsentRecord) -> ResponseReturnValue:
    """Show what was recorded, and what checks it."""
    return render_page(
        "consent/show_receipt.html",
        record=record,
        state=STATES[state_after(record)],
        entry=receipt_for(record.ledger_key),
    )


@blueprint.get("/consents/receipts/<ledger_key>.json")
@guard(is_person_of, load=receipt_visible_to)
def download_receipt(record: ConsentRecord) -> Response:
    """Hand out the signed receipt with the ledger's part."""
    answer = jsonify(receipt_file(record, current_settings()))
    answer.content_type = MEDIA_TYPE
    answer.headers["Content-Disposition"] = f"attachment; filename=consent-receipt-{record.ledger_key}.json"
    return answer


@blueprint.get("/.well-known/jwks.json")
@public("the key that checks receipts is for everybody", is_api=True)
def show_receipt_keys() -> Response:
    """Hand out the public key of receipts as a JSON Web Key Set."""
    answer = jsonify(public_keys(current_settings()))
    answer.content_type = "application/jwk-set+json"
    return answer
