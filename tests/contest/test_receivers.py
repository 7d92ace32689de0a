"""Roles over a contest carry its title, once everybody may know of it."""

from flask import Flask

from accounts.enums import Role, contest_scope
from tests.clients import PageClient
from tests.factories.accounts import grant_role, make_person
from tests.factories.contest import make_contest


def test_office_over_a_contest_is_shown_with_its_title(client: PageClient, database: Flask) -> None:
    contest, hidden = make_contest(), make_contest(is_announced=False)
    grant_role(make_person(), Role.JUDGE, contest_scope(contest.id))
    grant_role(make_person(), Role.JUDGE, contest_scope(hidden.id))
    page = client.get("/offices")
    links = {link.get("href"): link.text for link in page.root.iter("a")}
    assert links[f"/contests/{contest.slug}"] == contest.title_en
    assert f"/contests/{hidden.slug}" not in links
    assert contest_scope(hidden.id) in page.text
