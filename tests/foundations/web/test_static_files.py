from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from foundations.web.static_files import fingerprint


def change(folder: Path) -> None:
    (folder / "css" / "base.css").write_text("html { color: red }")


def rename(folder: Path) -> None:
    (folder / "css" / "base.css").rename(folder / "css" / "page.css")


def move_a_byte_between_name_and_content(folder: Path) -> None:
    (folder / "css" / "base.css").unlink()
    (folder / "css" / "base.cs").write_text("shtml {}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "base.css").write_text("html {}")
    return tmp_path


@pytest.mark.parametrize("act", [change, rename, move_a_byte_between_name_and_content])
def test_fingerprint_changes_with_any_file(act: Callable[[Path], None], folder: Path) -> None:
    before = fingerprint(folder)
    act(folder)
    assert fingerprint(folder) != before


def test_fingerprint_is_the_same_for_the_same_files(folder: Path) -> None:
    assert fingerprint(folder) == fingerprint(folder)


def test_static_file_is_kept_for_a_year(app: Flask) -> None:
    with app.test_request_context():
        address = app.url_for("static", filename="css/base.css")
    answer = app.test_client().get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")


def test_static_file_of_another_release_is_not_found(app: Flask) -> None:
    assert app.test_client().get("/static/0000000000/css/base.css").status_code == 404


def test_missing_static_file_is_not_kept(app: Flask) -> None:
    with app.test_request_context():
        address = app.url_for("static", filename="css/missing.css")
    answer = app.test_client().get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-cache")
