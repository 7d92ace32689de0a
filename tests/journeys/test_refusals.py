"""What a person sees when something was refused or went wrong: every error page, and every form sent empty."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.exc import OperationalError

from accounts.enums import AttemptKind
from accounts.methods.limits import LIMITS
from accounts.services.attempts import count_attempt
from foundations.database.clock import now
from foundations.database.session import db
from foundations.web.body_sizes import USUAL_BYTES
from tests.access.world import World
from tests.journeys.inspection import faults_of
from tests.journeys.test_every_page import LANGUAGES, opened_by, pages, path_of, phone_of

pytestmark = pytest.mark.browser

STRANGER = "nobody@example.jp"
FORMS = "main form[method=post]:has(textarea, select, input:not([type=hidden]))"
EMPTY = """form => form.querySelectorAll("textarea, input:not([type=hidden])").forEach(field => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = false;
    else field.value = "";
})"""
FEWEST_FORMS = 15


def fail(error: Exception) -> Callable[..., None]:
    """A part of the application that fails."""

    def raise_it(*_args: object) -> None:
        raise error

    return raise_it


def opened(page: Page, path: str) -> int:
    """Open a page; return its status."""
    response = page.goto(path)
    assert response is not None
    return response.status


def sent(page: Page, form: str, change: str = "form => {}") -> int:
    """Press the first button of a form, changed before; return the status of the answer."""
    page.locator(form).first.evaluate(change)
    with page.expect_navigation() as answer:
        page.locator(form).first.locator("button[type=submit]").first.click()
    return answer.value.status


def ask_for(page: Page, address: str, code: int, idea: str) -> int:
    """Do what is answered with ``code``; return what it was answered with."""
    if code == 413:
        opened(page, f"{address}{idea}")
        return sent(page, FORMS, f"form => form.elements.body.value = 'a'.repeat({USUAL_BYTES})")
    if code == 429:
        opened(page, f"{address}/sign-in")
        typed = f"form => {{ form.elements.address.value = '{STRANGER}'; form.elements.password.value = 'x'; }}"
        return sent(page, FORMS, typed)
    paths = {
        400: "/contests/submission/ideas?order=sideways",
        403: "/contests/submission/desk",
        404: "/no/such/page",
        405: "/sign-out",
    }
    return opened(page, address + paths.get(code, "/contests/"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 500, 503])
def test_error_page_is_without_fault(
    world: World, address: str, browser: Browser, monkeypatch: pytest.MonkeyPatch, *, code: int, language: str
) -> None:
    broken = {500: RuntimeError("planted"), 503: OperationalError("planted", None, Exception())}
    if code in broken:
        monkeypatch.setattr("contest.views.contests.contests_visible_to", fail(broken[code]))
    if code == 429:
        use_up_attempts(world)
    phone = phone_of(browser, world, "anonymous" if code == 429 else "citizen", address)
    page = phone.new_page()
    page.goto(f"{address}/about?lang={language}")
    status = ask_for(page, address, code, f"/ideas/{world.urls['idea_id']['published in submission']}")
    found = faults_of(page)
    shown = page.locator("html").get_attribute("lang")
    phone.close()
    assert (status, shown, found) == (code, language, [])


def use_up_attempts(world: World) -> None:
    """Let nobody at this machine guess at the stranger's password any more."""
    with world.app.app_context():
        for _ in range(LIMITS[AttemptKind.SIGN_IN].per_account_and_place):
            count_attempt(AttemptKind.SIGN_IN, address_key=STRANGER, client_address="127.0.0.1", at=now())
        db.session.commit()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_that_is_refused_is_without_fault(
    world: World, address: str, browser: Browser, language: str
) -> None:
    refused, wrong = 0, {}
    phones: dict[str, Page] = {}
    for rule in pages(world.app):
        actor, path = opened_by(rule.endpoint), path_of(world, rule)
        if actor not in phones:
            phones[actor] = phone_of(browser, world, actor, address).new_page()
        page = phones[actor]
        page.goto(f"{address}{path}?lang={language}")
        for number in range(page.locator(FORMS).count()):
            page.goto(f"{address}{path}?lang={language}")
            refused += sent(page, f"{FORMS} >> nth={number}", EMPTY) == 422
            found = faults_of(page)
            if found:
                wrong[f"{path} {number}"] = found
    for page in phones.values():
        page.context.close()
    assert wrong == {}
    assert refused >= FEWEST_FORMS
