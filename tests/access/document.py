"""Writes ``docs/access.md`` from the access table: ``python -m tests.access.document``."""

from flask import Flask

from app import create_app
from foundations.settings import ROOT, read_settings
from tests.access.test_routes import GROUPS, TABLE, rules

DOCUMENT = ROOT / "docs" / "access.md"
_HEAD = """# Who may use which route

Made from `tests/access/access.toml` by `python -m tests.access.document`; a test asks every route as every
kind of person and holds the answers to it. Nobody: only with the code that stands in the address.

"""


def access_document(app: Flask) -> str:
    """Return the document: what each group means, then a row for each route and method."""
    groups = "".join(f"- **{name}**: {', '.join(members)}\n" for name, members in sorted(GROUPS.items()))
    rows = sorted(
        (rule.rule, method, ", ".join(TABLE[rule.endpoint][method]) or "nobody") for rule, method in rules(app)
    )
    table = "".join(f"| `{path}` | {method} | {who} |\n" for path, method, who in rows)
    return f"{_HEAD}{groups}\n| path | method | who |\n| --- | --- | --- |\n{table}"


if __name__ == "__main__":
    DOCUMENT.write_text(access_document(create_app(read_settings({"YORIAI_DEMO": "1"}))), encoding="utf-8")
