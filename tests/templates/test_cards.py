"""A list draws its cards in one go; they are the same cards."""

import re
from typing import NamedTuple

from flask import Flask

from foundations.web.texts import templates_in

IN_ONE_GO = '{% from "components/cards.html" import idea_cards %}{{ idea_cards(ideas, names, "/") }}'
ONE_BY_ONE = """
{% from "components/cards.html" import cards, idea_card %}
{% call cards() %}
{% for idea in ideas %}
<li>{{ idea_card(idea.title, url_for("contest.show_idea", idea_id=idea.id), summary=idea.excerpt, author=idea.author,
 division=names[idea.division_id], supports=idea.support_count, comments=idea.comment_count, level=3) }}</li>
{% endfor %}
{% endcall %}
"""


class Row(NamedTuple):
    """What a list knows of an idea."""

    id: int
    title: str
    excerpt: str
    author: str
    division_id: int
    support_count: int
    comment_count: int


IDEAS = [
    Row(7, "夜のバス停に<明かり>を", "人が近づくと光る & 消える。", "川辺 ひかり", 1, 0, 1),
    Row(8, "Cash-free <buses>", "Let us pay by card.", "", 2, 1, 20),
]


def test_cards_drawn_in_one_go_are_those_drawn_one_by_one(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "ja"}):
        drawn = [
            templates_in(app, "ja").from_string(source).render(ideas=IDEAS, names={1: "移動", 2: "支払い"})
            for source in (IN_ONE_GO, ONE_BY_ONE)
        ]
    assert _without_space(drawn[0]) == _without_space(drawn[1])
    assert "Cash-free &lt;buses&gt;" in drawn[0]


def test_remembered_card_shows_a_new_count_and_another_language(app: Flask) -> None:
    drawn = {}
    for code, supports in (("ja", 1), ("ja", 2), ("en", 2)):
        with app.test_request_context(headers={"Accept-Language": code}):
            ideas = [IDEAS[1]._replace(support_count=supports)]
            drawn[code, supports] = (
                templates_in(app, code).from_string(IN_ONE_GO).render(ideas=ideas, names={2: "Payment"})
            )
    assert len(set(drawn.values())) == 3
    assert "2 supporters" in drawn["en", 2]


def _without_space(html: str) -> str:
    """Take out what stands between elements and means nothing."""
    return re.sub(r'\s+(?=[<">])|(?<=>)\s+', "", html)
