"""After signing in one comes back to where one was, and nowhere else (promise R-15)."""

import re
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from flask import Flask

from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, make_person, sign_in

EVIL = "evil.example"
FOREIGN = [
    *(f"{scheme}://{EVIL}" for scheme in ("http", "https", "HTTP", "hTTps", "ftp", "ws", "file")),
    *(
        f"{slashes}{EVIL}"
        for slashes in ("//", "///", "////", "/\\", "\\\\", "\\/", "/\\/", "\\", "/\\\\", "/ /", "/\t/")
    ),
    *(
        f"{gap}//{EVIL}"
        for gap in ("\t", "\n", "\r", " ", "\x00", "\u00a0", "\u3000", "\ufeff", "\u200b", "/\t", "/\n", "/\r")
    ),
    *(f"{gap}https://{EVIL}" for gap in (" ", "\t", "\n", "\x01", "/")),
    *(
        f"/{mark}{EVIL}"
        for mark in ("%0d%0a", "%0a", "%09/", "%5c", "%5C/", "%2f", "%2F%2f", "%00", "%0d%0aLocation:%20https://")
    ),
    *(f"https:{rest}" for rest in (EVIL, f"/{EVIL}", f"\\\\{EVIL}", f"/\\{EVIL}", f"///{EVIL}")),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)"),
    *("data:text/html,x", "vbscript:x", "mailto:x@evil.example"),
    *(f"//localhost@{EVIL}", f"https://localhost@{EVIL}/", f"//localhost:80@{EVIL}", f"@{EVIL}", f"//localhost.{EVIL}"),
    *(f"／／{EVIL}", f"/／{EVIL}", "//evil。example", "//evil．example"),
    *("/\u2044evil.example", "/\u2215\u2215evil.example"),
    *(f"/./\\{EVIL}", f"/..//{EVIL}", f"/.//{EVIL}", f"/ideas//{EVIL}", f";//{EVIL}", f"?//{EVIL}", f"#//{EVIL}", EVIL),
    *("/" + "a" * 5000, "/ideas\r\nSet-Cookie: a=b", "/\u202eevil", "/é"),
]
OWN = ["/", "/my/profile", "/ideas/7?page=2&order=newest", "/contests/a-b/ideas?q=%E6%A0%84", "/search?q=a+b"]


def browser_goes_to(location: str) -> str:
    """The host that a browser ends up at: it drops tabs and line breaks and reads a backslash as a slash."""
    read = re.sub(r"[\t\r\n]", "", location).strip("".join(map(chr, range(33)))).replace("\\", "/")
    return urlsplit(urljoin("http://localhost/sign-in", read)).netloc


def test_at_least_sixty_forms_are_tried() -> None:
    assert len(set(FOREIGN)) >= 60


@pytest.mark.parametrize("target", FOREIGN, ids=repr)
def test_foreign_target_leads_home(client: PageClient, database: Flask, target: str) -> None:
    sign_in(client, make_person(persona="citizen"))
    answer = client.send(client.get("/re-authentication"), next=target.encode("utf-8", "surrogatepass"))
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"
    assert browser_goes_to(answer.headers["Location"]) == "localhost"


@pytest.mark.parametrize("target", OWN)
def test_own_path_is_come_back_to(client: PageClient, database: Flask, target: str) -> None:
    person = make_person(password=PASSWORD)
    page = client.get(f"/sign-in?{urlencode({'next': target})}")
    answer = client.send(page, to="/sign-in", address=person.address, password=PASSWORD)
    assert answer.headers["Location"] == target


def test_foreign_target_of_a_link_is_not_even_kept(client: PageClient, database: Flask) -> None:
    page = client.get(f"/sign-in?next=https://{EVIL}/")
    assert page.fields(page.form("/sign-in"))["next"] == ["/"]
    sign_in(client, make_person())
    assert client.get_raw(f"/sign-in?next=//{EVIL}").headers["Location"] == "/"


def test_visitor_of_a_personal_page_comes_back_to_it(client: PageClient, database: Flask) -> None:
    answer = client.get_raw("/my/sign-ins")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/my/sign-ins")


def test_form_of_another_site_signs_nobody_in(client: PageClient, database: Flask) -> None:
    person = make_person(password=PASSWORD)
    fields = {"address": person.address, "password": PASSWORD}
    assert client.post_raw("/sign-in", fields).status_code == 400
    other = PageClient(client.app).get("/sign-in")
    stolen = fields | {"csrf_token": other.fields(other.form("/sign-in"))["csrf_token"]}
    assert client.post_raw("/sign-in", stolen).status_code == 400
