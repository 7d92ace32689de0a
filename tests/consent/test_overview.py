"""My data as a map and a list: the same number of queries however much there is, and every box where it belongs."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event

from consent.charts import WIDTH, draw_map, wrap
from consent.queries import current_choices
from consent.queries.overview import consent_lines
from foundations.database.clock import now
from foundations.database.session import db
from tests.factories.accounts import make_person
from tests.factories.consent import make_consent, make_purpose, text_of
from tests.factories.organisations import make_organisation


def queries_in(act: Callable[[], object]) -> int:
    """How many statements the act sends."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    db.session.rollback()
    db.session.expire_all()
    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(sent)


def test_list_takes_as_many_queries_for_three_as_for_one(database: Flask) -> None:
    person, counts = make_person(), []
    number = person.id
    for more in (1, 2):
        for _ in range(more):
            purpose = make_purpose(recipients=[make_organisation() for _ in range(more)])
            make_consent(person, purpose)
        counts.append(queries_in(lambda: consent_lines(number, now())))
        counts.append(queries_in(lambda: list(current_choices(now()))))
    assert counts[:2] == counts[2:]


def test_map_joins_what_is_permitted_and_what_is_not(app: Flask, database: Flask) -> None:
    person, asking = make_person(), make_organisation()
    make_consent(person, make_purpose(recipients=[asking]), kinds=["location"])
    make_purpose(text=text_of(recipients=[asking], kinds=["care-level"]))
    with app.test_request_context():
        lines = consent_lines(person.id, now())
        drawing = draw_map(lines)
    assert drawing is not None
    permitted = [strand for strand in drawing.strands if strand.is_permitted]
    # Three kinds, two purposes, one organisation; of five strands the yes has two.
    assert (len(drawing.boxes), len(drawing.strands), len(permitted)) == (6, 5, 2)
    assert drawing.strands[-2:] == permitted
    assert all(0 <= box.x <= WIDTH - drawing.column and box.y + box.height <= drawing.height for box in drawing.boxes)


def test_map_of_nothing_is_not_drawn(database: Flask) -> None:
    assert draw_map(consent_lines(make_person().id, now())) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("移動の記録", ["移動の記録"]),
        ("朝夕の混雑をやわらげる", ["朝夕の混雑を", "やわらげる"]),
        ("Places to be: parks", ["Places to", "be: parks"]),
        ("ICカード", ["ICカード"]),
        ("", [""]),
    ],
)
def test_text_of_a_box_is_broken_where_its_language_allows(text: str, lines: list[str]) -> None:
    assert wrap(text, 78) == lines
