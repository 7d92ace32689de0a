"""The access document says what the table says."""

from flask import Flask

from tests.access.document import DOCUMENT, access_document


def test_document_is_up_to_date(built_app: Flask) -> None:
    assert DOCUMENT.read_text("utf-8") == access_document(built_app), "run: python -m tests.access.document"
