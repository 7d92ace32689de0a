"""``flask doctor``: what must hold before production serves.

Each check returns something, or raises ``Unwell`` with what is wrong and what to do:
then production does not start. ``NeedsAttention`` is for what somebody should look at
although people can be served. ``app`` adds the checks of the rooms that ``web`` does not know.
"""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from foundations.database.engines import UnsafeEngine, check_durability
from foundations.database.session import db
from foundations.settings import LOOPBACK_HOSTS, Settings

Check = Callable[[], object]

_CHECKS = "yoriai_doctor"
_SHORTEST_SECRET = 32
_LEAST_FREE_BYTES = 500_000_000


class Unwell(RuntimeError):
    """A check that does not hold; the message says what to do."""


class NeedsAttention(RuntimeError):
    """Something runs badly and people can be served all the same.

    The message is for operators; ``state`` is the word that ``/readyz`` tells everybody.
    """

    def __init__(self, advice: str, *, state: str) -> None:
        """Keep the word beside the advice."""
        super().__init__(advice)
        self.state = state


def init_doctor(app: Flask, checks: Mapping[str, Check]) -> None:
    """Give ``flask doctor`` its checks: those of the web and ``checks``."""
    app.extensions[_CHECKS] = {**_WEB_CHECKS, **checks}
    app.cli.add_command(doctor)


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Check whether this installation may serve; exits with 1 if it may not."""
    found = {"ok": 0, "!!": 0, "NO": 0}
    for name, check in current_app.extensions[_CHECKS].items():
        mark, advice = _examine(check)
        found[mark] += 1
        click.echo(f"{mark}  {name}" + (f": {advice}" if advice else ""))
    click.echo(f"{found['ok']} hold, {found['!!']} need somebody to look, {found['NO']} forbid to serve.")
    sys.exit(1 if found["NO"] else 0)


def _examine(check: Check) -> tuple[str, str]:
    try:
        check()
    except NeedsAttention as finding:
        return "!!", str(finding)
    except Exception as error:  # noqa: BLE001 - whatever a check meets is a finding
        return "NO", str(error)
    return "ok", ""


def _settings() -> Settings:
    settings: Settings = current_app.extensions["yoriai_settings"]
    return settings


def _require(holds: object, advice: str) -> None:
    if not holds:
        raise Unwell(advice)


def _check_demonstration() -> None:
    _require(not _settings().is_demonstration, "Demonstration mode is on: anybody could be anybody. Set YORIAI_DEMO=0.")


def _check_debug() -> None:
    _require(not current_app.debug and not current_app.testing, "Debug or testing mode is on. Unset FLASK_DEBUG.")


def _check_secret() -> None:
    _require(len(_settings().secret_key) >= _SHORTEST_SECRET, "Give YORIAI_SECRET_KEY at least 32 random characters.")


def _check_address() -> None:
    _require(_settings().is_https, "YORIAI_BASE_URL must be an https:// address.")


def _check_hosts() -> None:
    hosts = set(current_app.config["TRUSTED_HOSTS"])
    _require(hosts and not hosts & LOOPBACK_HOSTS, "Only the public host may be trusted; check YORIAI_BASE_URL.")


def _check_cookies() -> None:
    config = current_app.config
    flags = config["SESSION_COOKIE_SECURE"], config["SESSION_COOKIE_HTTPONLY"], config["SESSION_COOKIE_SAMESITE"]
    is_host_only = str(config["SESSION_COOKIE_NAME"]).startswith("__Host-")
    _require(is_host_only and all(flags), "The session cookie must be __Host-, Secure, HttpOnly and SameSite.")


def _check_engine() -> None:
    try:
        check_durability(db.session.connection())
    except UnsafeEngine as error:
        raise Unwell(str(error)) from error


def _check_keys() -> None:
    keys = _settings().data_dir / "keys"
    open_ones = [path.name for path in _files(keys) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    _require(not open_ones, f"Others can read {', '.join(open_ones)} in {keys}: chmod 600.")


def _check_folder() -> None:
    folder = _settings().data_dir
    _require(os.access(folder, os.W_OK), f"{folder} cannot be written to.")


def _check_disk() -> None:
    free = shutil.disk_usage(_settings().data_dir).free
    _require(free >= _LEAST_FREE_BYTES, f"Only {free // 1_000_000} MB are free; make room.")


def _check_mail() -> None:
    _require(_settings().smtp_url, "Without YORIAI_SMTP_URL nobody can confirm an address.")


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.is_file()] if folder.is_dir() else []


_WEB_CHECKS: Mapping[str, Check] = {
    "demonstration mode is off": _check_demonstration,
    "debug mode is off": _check_debug,
    "the secret is long": _check_secret,
    "the address is https": _check_address,
    "trusted hosts": _check_hosts,
    "cookie flags": _check_cookies,
    "the database keeps what it acknowledges": _check_engine,
    "keys are private": _check_keys,
    "the data folder can be written to": _check_folder,
    "there is room on the disk": _check_disk,
    "mail can be sent": _check_mail,
}
