"""Letters in the reader's language, with links to the configured address only."""

import pytest
from flask import Flask
from jinja2 import DictLoader

from foundations.mail.composing import compose, link_from_outside
from foundations.settings import ROOT

LETTER = """{% extends "mail/letter.txt" %}
{% block subject %}
  {{ title }}
{% endblock %}
{% block message %}
{{ name }} & co.

{{ link("show_idea", idea=7, page=2) }}
{% endblock %}
"""


@pytest.fixture
def letters(mail_app: Flask) -> Flask:
    frame = (ROOT / "templates" / "mail" / "letter.txt").read_text(encoding="utf-8")
    mail_app.jinja_env.loader = DictLoader({"mail/letter.txt": frame, "mail/greeting.txt": LETTER})
    mail_app.jinja_env.trim_blocks = mail_app.jinja_env.lstrip_blocks = True
    mail_app.add_url_rule("/ideas/<int:idea>", "show_idea")
    return mail_app


def test_a_letter_has_a_subject_of_one_line_and_plain_text(letters: Flask) -> None:
    letter = compose("greeting", language="en", title="A <b>title</b>", name="Hanako")

    assert (letter["subject"], letter["language"]) == ("A <b>title</b>", "en")
    assert letter["body"] == (
        "Hanako & co.\n\nhttps://yoriai.example/ideas/7?page=2\n\n\n----\nYoriai\nhttps://yoriai.example/\n"
        "This mail was sent automatically. Please do not reply to it.\n"
    )


def test_links_come_from_the_configuration_whatever_host_a_request_names(letters: Flask) -> None:
    with letters.test_request_context("/", headers={"Host": "evil.example"}):
        letter = compose("greeting", language="en", title="t", name="n")
        assert "evil" not in letter["body"]
        assert link_from_outside("show_idea", idea=7) == "https://yoriai.example/ideas/7"


def test_links_keep_the_path_under_which_the_application_stands(letters: Flask) -> None:
    letters.config["BASE_URL"] = "https://city.example/yoriai"

    assert link_from_outside("show_idea", idea=7) == "https://city.example/yoriai/ideas/7"
