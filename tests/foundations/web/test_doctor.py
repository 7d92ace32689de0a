"""``flask doctor``: well in production, and each check seen to say no."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from foundations.database.engines import UnsafeEngine
from foundations.settings import Settings


@pytest.fixture
def production(built_app: Flask, settings: Settings, tmp_path: Path) -> Flask:
    """The application as production sets it up, on the tests' database."""
    assert built_app  # the database has its tables
    return create_app(
        replace(
            settings,
            data_dir=tmp_path,
            base_url="https://yoriai.example",
            is_demonstration=False,
            smtp_url="smtp://mail.example",
        )
    )


def say(app: Flask) -> tuple[int, str]:
    """The doctor's exit code and words."""
    result = app.test_cli_runner().invoke(args=["doctor"])
    return result.exit_code, result.output


def test_production_is_well(production: Flask) -> None:
    code, words = say(production)
    assert (code, "NO" in words) == (0, False), words


def change(**values: object) -> Callable[[Flask], None]:
    """Change the settings."""

    def act(app: Flask) -> None:
        app.extensions["yoriai_settings"] = replace(app.extensions["yoriai_settings"], **values)

    return act


def configure(**values: object) -> Callable[[Flask], None]:
    """Change the configuration."""
    return lambda app: app.config.update(values)


def open_key(app: Flask) -> None:
    """Leave a key for everybody to read."""
    keys = app.extensions["yoriai_settings"].data_dir / "keys"
    keys.mkdir(exist_ok=True)
    (keys / "ledger").write_text("…")
    (keys / "ledger").chmod(0o644)


@pytest.mark.parametrize(
    ("defect", "finding"),
    [
        (change(is_demonstration=True), "demonstration mode is off"),
        (configure(TESTING=True), "debug mode is off"),
        (change(secret_key="short"), "the secret is long"),
        (change(base_url="http://yoriai.example"), "the address is https"),
        (configure(TRUSTED_HOSTS=["localhost"]), "trusted hosts"),
        (configure(SESSION_COOKIE_SECURE=False), "cookie flags"),
        pytest.param(configure(SESSION_COOKIE_NAME="yoriai"), "cookie flags", id="cookie name"),
        (open_key, "keys are private"),
        (change(data_dir=Path("/nowhere")), "the data folder can be written to"),
        (change(smtp_url=None), "mail can be sent"),
    ],
)
def test_defect_is_found(production: Flask, defect: Callable[[Flask], None], finding: str) -> None:
    defect(production)
    code, words = say(production)
    assert (code, f"NO  {finding}" in words) == (1, True), words


def test_full_disk_is_found(production: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundations.web.doctor._LEAST_FREE_BYTES", 10**18)
    assert "NO  there is room on the disk" in say(production)[1]


def test_unsafe_engine_is_found(production: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(_connection: object) -> None:
        raise UnsafeEngine("it forgets")

    monkeypatch.setattr("foundations.web.doctor.check_durability", forget)
    assert "NO  the database keeps what it acknowledges: it forgets" in say(production)[1]


def test_old_schema_is_found(production: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundations.database.revisions.newest_revision", lambda: "9999")
    assert "NO  the schema is the newest" in say(production)[1]


def test_what_needs_a_look_does_not_keep_production_from_serving(production: Flask) -> None:
    code, words = say(production)

    assert "!!  regular work is done on time: Nobody keeps the clock: start the server" in words
    assert "!!  the search index is whole: Hits may be missing until it is built anew" in words
    assert (code, words.splitlines()[-1]) == (0, "15 hold, 2 need somebody to look, 0 forbid to serve.")
