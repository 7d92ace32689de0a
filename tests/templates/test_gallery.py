"""Every component in a real browser: axe, narrow screens, the security policy, size of targets."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = ["/", "/form", "/form?clean=1", "/errors/500"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# Text links in a sentence are exempt (WCAG 2.5.8); everything else answers to a finger.
SMALL_TARGETS = """
() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary, .choice")]
  .filter(element => element.checkVisibility() && !element.closest(".prose, .skip-link, .demonstration-banner"))
  .filter(element => !element.closest(".choice") || element.matches(".choice"))
  .map(element => [element, (element.closest(".card-title")?.closest(".card") ?? element).getBoundingClientRect()])
  .filter(([element, box]) => box.height < 44 || box.width < 44)
  .map(([element, box]) => `${element.outerHTML.slice(0, 80)} ${Math.round(box.width)}×${Math.round(box.height)}`)
"""


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]


@pytest.mark.parametrize(
    ("path", "scheme", "width"),
    [*itertools.product(PAGES, ["light", "dark"], [360]), ("/", "light", 1280), ("/", "dark", 1280)],
)
def test_axe_finds_nothing(browser: Browser, gallery_address: str, path: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        base_url=gallery_address,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # axe is put into the page as a script of its own
    )
    page = context.new_page()
    page.goto(path)
    found = faults(page)
    context.close()
    assert found == []


def test_axe_finds_a_planted_fault(browser: Browser, gallery_address: str) -> None:
    context = browser.new_context(base_url=gallery_address, bypass_csp=True)
    page = context.new_page()
    page.goto("/form?clean=1")
    page.evaluate("document.documentElement.lang = ''")
    found = faults(page)
    context.close()
    assert [fault.split(":")[0] for fault in found] == ["html-has-lang"]


@pytest.mark.parametrize("path", PAGES)
def test_page_keeps_the_security_policy(page: Page, path: str) -> None:
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if "Content Security" in message.text else None)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert broken == []


@pytest.mark.parametrize(("path", "width"), list(itertools.product(PAGES, [320, 768, 1024])))
def test_nothing_hangs_over_the_edge(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_every_target_answers_to_a_finger(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate(SMALL_TARGETS) == []


def test_layout_does_not_shift(page: Page) -> None:
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(one => window.shift += one.value))"
        '.observe({type: "layout-shift", buffered: true})'
    )
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") == 0


def test_menu_opens_without_our_scripts(page: Page) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto("/")
    menu = page.get_by_role("navigation", name="主なメニュー")
    assert not menu.is_visible()
    page.get_by_role("button", name="メニュー").click()
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_summary_of_errors_takes_the_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/form")
    assert page.evaluate("document.activeElement.className") == "notice notice-error error-summary"
    page.get_by_role("link", name="必要なデータ").first.click()
    assert page.evaluate("document.activeElement.id") == "data_needed-0"


def test_chosen_theme_outranks_the_systems(browser: Browser, gallery_address: str) -> None:
    context = browser.new_context(base_url=gallery_address, color_scheme="dark")
    page = context.new_page()
    grounds = []
    for theme in ("", "?theme=light", "?theme=dark"):
        page.goto(f"/{theme}")
        grounds.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    context.close()
    assert grounds == ["rgb(18, 22, 29)", "rgb(255, 255, 255)", "rgb(18, 22, 29)"]
