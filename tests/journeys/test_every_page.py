"""R-12 and accessibility: every page there is, as somebody who may open it, in both languages on a phone."""

import json
from contextvars import Context

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.routing import Rule

from accounts.enums import CodePurpose
from tests.access.test_routes import TABLE, members
from tests.access.world import ACTORS, World
from tests.journeys.inspection import visit
from tests.journeys.phones import WIDTH

pytestmark = pytest.mark.browser

NO_PAGES = {
    "static": "style sheets, scripts and pictures",
    "web.show_health": "JSON",
    "web.show_readiness": "JSON",
    "consent.download_receipt": "a file",
    "consent.show_receipt_keys": "JSON",
    "front_door.download_csv": "a file",
    "data_platform.show_configuration": "JSON",
    "front_door.download_json": "a file",
    "front_door.show_dictionary": "JSON",
    "governance_board.show_rule_as_json": "JSON",
    "governance_board.show_vote_record": "JSON",
    "ledger.find_entry": "leads to the entry",
    "ledger.show_entry_as_json": "JSON",
    "ledger.download_proof": "a file",
    "workshops.show_calendar": "a file",
    "workshops.show_qr_code": "a picture",
    "ledger.download_verifier": "a file",
    "ledger.show_checkpoint": "a file",
    "ledger.show_verifier_key": "a file",
    "ledger.show_tile": "a file",
}
LANGUAGES = ("ja", "en")


def pages(app: Flask) -> list[Rule]:
    """Every route that answers with a page."""
    return [
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
    ]


def opened_by(endpoint: str) -> str:
    """Somebody who may open the page."""
    allowed = {actor for name in TABLE[endpoint]["GET"] for actor in members(name)}
    return next((actor for actor in ACTORS if actor in allowed), "anonymous")


def path_of(world: World, rule: Rule) -> str:
    """The address of the page; one that needs a code from a mail or the record gets a good one."""
    chosen = dict(TABLE[rule.endpoint].get("url", {}))
    if rule.endpoint == "ledger.show_entry":
        chosen["key"] = "a real entry"
    if rule.endpoint == "accounts.show_confirmation":
        chosen["code"] = CodePurpose.CONFIRM_ADDRESS.value
    if rule.endpoint == "accounts.show_new_password":
        chosen["code"] = CodePurpose.RESET_PASSWORD.value
    return world.path(rule, chosen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_without_fault(world: World, address: str, browser: Browser, language: str) -> None:
    wrong: dict[str, list[str]] = {}
    phones: dict[str, Page] = {}
    for rule in pages(world.app):
        actor = opened_by(rule.endpoint)
        if actor not in phones:
            phones[actor] = phone_of(browser, world, actor, address).new_page()
        path = path_of(world, rule)
        found = visit(phones[actor], f"{address}{path}", language)
        if found:
            wrong[f"{rule.endpoint} {path}"] = found
    for page in phones.values():
        page.context.close()
    assert wrong == {}, "\n".join(f"{where}: {fault}" for where, faults in wrong.items() for fault in faults)


def phone_of(browser: Browser, world: World, actor: str, address: str) -> BrowserContext:
    """A phone on which the actor is signed in."""
    phone = browser.new_context(viewport={"width": WIDTH, "height": 740})
    client = Context().run(world.browser, actor)
    held = client.get_cookie(world.app.config["SESSION_COOKIE_NAME"])
    if held is not None:
        phone.add_cookies([{"name": held.key, "value": held.value, "url": address}])
    return phone


def adding(markup: str) -> str:
    """A script that adds ``markup`` to a page."""
    return f"document.querySelector('.page-content').insertAdjacentHTML('beforeend', {json.dumps(markup)})"


PLANTED = {
    "another host": adding('<img alt="" src="http://127.0.0.2/a.png">'),
    "security policy broken": adding('<b style="color: red">!</b>'),
    "script failed": "setTimeout(() => { throw new Error('planted') })",
    "404": adding('<img alt="" src="/no-such-picture">'),
    "label": adding("<input>"),
    "dark: color-contrast": adding('<b class="planted">pale</b>'),
    "px wide": "document.querySelector('.page-content').style.width = '900px'",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_planted_fault_is_seen(address: str, browser: Browser, fault: str) -> None:
    context = browser.new_context(viewport={"width": WIDTH, "height": 740})
    page = context.new_page()
    page.route("**/dark.css", lambda route: route.fulfill(content_type="text/css", body=".planted { color: #eee }"))
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {PLANTED[fault]} }})")
    found = visit(page, f"{address}/sign-in", "ja")
    context.close()
    assert [one for one in found if one.startswith(fault) or one.endswith(fault)] != []
