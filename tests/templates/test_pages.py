"""The HTML of layout, fields and error pages."""

from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from tests.clients import Page

SHOWN = [400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 429, 500, 503]


def get(gallery: Flask, path: str, language: str = "en", status: int = 200) -> Page:
    """Return the checked page: well formed, one H1, a title, no id twice, every control labelled."""
    answer = gallery.test_client().get(path, headers={"Accept-Language": language})
    assert answer.status_code == status
    return Page(answer.text)


def control(page: Page, name: str) -> ET.Element:
    return next(element for element in page.root.iter() if element.get("name") == name)


def words(page: Page, name: str) -> list[str]:
    """Return what is said about a control, in the order in which a screen reader says it."""
    by_id = {element.get("id"): element for element in page.root.iter() if element.get("id")}
    said = (control(page, name).get("aria-describedby") or "").split()
    return [" ".join("".join(by_id[one].itertext()).split()) for one in said]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", ["/", "/form", "/form?clean=1", "/?out=1"])
def test_page_is_sound_html(gallery: Flask, path: str, language: str) -> None:
    page = get(gallery, path, language)
    assert page.root.get("lang") == language


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("code", SHOWN)
def test_error_page_says_what_happened_and_what_to_do(gallery: Flask, code: int, language: str) -> None:
    page = get(gallery, f"/errors/{code}", language, code)
    main = page.root.find(".//main")
    assert main is not None
    sentences = [" ".join("".join(one.itertext()).split()) for one in main.iter("p")]
    assert (page.heading != "", sentences[0] != sentences[1], len(sentences)) == (True, True, 4 if code >= 500 else 3)


def test_error_page_shows_the_incident_number(gallery: Flask) -> None:
    assert "Incident number: 3f9a02c1" in get(gallery, "/errors/500", status=500).text


def test_every_error_page_is_told_apart(gallery: Flask) -> None:
    headings = [get(gallery, f"/errors/{code}", status=code).heading for code in SHOWN]
    assert len(set(headings)) == len(SHOWN)


def test_title_begins_with_the_error(gallery: Flask) -> None:
    titles = [get(gallery, path).root.findtext(".//title") for path in ("/form?clean=1", "/form")]
    assert titles == ["アイデアを書く – Yoriai", "Error: アイデアを書く – Yoriai"]


def test_field_is_described_by_error_hint_and_count_in_this_order(gallery: Flask) -> None:
    assert words(get(gallery, "/form"), "problem") == ["Error: This field is required.", "Up to 400 characters"]
    assert words(get(gallery, "/form"), "title") == [
        "Error: この項目は、もう少し具体的に書いてください。",
        "ひと目で内容が伝わる題名にしてください。",
    ]


def test_faulty_field_is_marked_invalid(gallery: Flask) -> None:
    marks = [control(get(gallery, path), "title").get("aria-invalid") for path in ("/form?clean=1", "/form")]
    assert marks == [None, "true"]


def test_summary_names_every_fault_once_and_leads_to_its_field(gallery: Flask) -> None:
    page = get(gallery, "/form")
    ids = {element.get("id") for element in page.root.iter()}
    links = [
        link.get("href", "")
        for summary in page.root.iter("div")
        if "error-summary" in (summary.get("class") or "")
        for link in summary.iter("a")
    ]
    assert (sorted(links), {link.lstrip("#") for link in links} - ids) == (
        ["#agreed", "#data_needed-0", "#data_needed-0", "#division", "#password", "#problem", "#title"],
        set(),
    )


def test_group_of_choices_is_a_fieldset_with_its_question(gallery: Flask) -> None:
    groups = [
        (legend.text, [box.get("type") for box in group.iter("input")])
        for group in get(gallery, "/form?clean=1").root.iter("fieldset")
        for legend in group.iter("legend")
    ]
    assert groups == [("必要なデータ", ["radio"] * 3), ("分野", ["checkbox"] * 3)]


def test_form_carries_its_key_once(gallery: Flask) -> None:
    form = get(gallery, "/form?clean=1").form("/form")
    assert [one.get("type") for one in form.iter("input") if one.get("name") == "idempotency_key"] == ["hidden"]


def test_visitor_page_names_no_person(gallery: Flask) -> None:
    bodies = [get(gallery, path).root.find(".//body") for path in ("/", "/?out=1")]
    assert [body is not None and body.get("data-person") for body in bodies] == ["1", None]
