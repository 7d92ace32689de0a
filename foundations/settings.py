"""The configuration, read once from the environment (prefix ``YORIAI_``) and checked."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
ROOT = Path(__file__).resolve().parent.parent


class UnsafeSettings(RuntimeError):
    """The configuration would put people's data at risk; the application must not start."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator decides. ``is_demonstration`` opens the persona page and stays on loopback."""

    data_dir: Path
    database_url: str
    secret_key: str
    base_url: str
    host: str
    port: int
    is_demonstration: bool
    smtp_url: str | None

    @property
    def is_https(self) -> bool:
        """Tell whether people reach us over TLS, so that cookies may be Secure."""
        return self.base_url.startswith("https://")

    @property
    def trusted_hosts(self) -> list[str]:
        """Return the host names that a request may name."""
        host = urlsplit(self.base_url).hostname or "localhost"
        return sorted({host, *LOOPBACK_HOSTS}) if self.is_demonstration else [host]


def current_settings() -> Settings:
    """Return the settings of the running application."""
    settings: Settings = current_app.extensions["yoriai_settings"]
    return settings


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of ``environment`` (the process's own by default).

    Raises:
        UnsafeSettings: if production lacks a secret or an https address, or if
            demonstration mode would listen beyond this machine.
    """
    env = os.environ if environment is None else environment
    data_dir = Path(env.get("YORIAI_DATA_DIR") or ROOT / "data").resolve()
    is_demonstration = env.get("YORIAI_DEMO", "0") == "1"
    host = env.get("YORIAI_HOST", "127.0.0.1")
    port = int(env.get("YORIAI_PORT", "8000"))
    base_url = (env.get("YORIAI_BASE_URL") or f"http://{host}:{port}").rstrip("/")
    if is_demonstration and host not in LOOPBACK_HOSTS:
        message = f"Demonstration mode listens on this machine only; YORIAI_HOST is {host}."
        raise UnsafeSettings(message)
    if not is_demonstration and not base_url.startswith("https://"):
        message = "In production YORIAI_BASE_URL must be an https:// address."
        raise UnsafeSettings(message)
    data_dir.mkdir(parents=True, exist_ok=True)
    return Settings(
        data_dir=data_dir,
        database_url=env.get("YORIAI_DATABASE_URL") or f"sqlite:///{data_dir / 'yoriai.sqlite3'}",
        secret_key=_secret_key(env, data_dir, is_demonstration=is_demonstration),
        base_url=base_url,
        host=host,
        port=port,
        is_demonstration=is_demonstration,
        smtp_url=env.get("YORIAI_SMTP_URL"),
    )


def _secret_key(env: Mapping[str, str], data_dir: Path, *, is_demonstration: bool) -> str:
    given = env.get("YORIAI_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            message = "YORIAI_SECRET_KEY is too short: give at least 32 random characters."
            raise UnsafeSettings(message)
        return given
    if not is_demonstration:
        message = "In production YORIAI_SECRET_KEY must be set (at least 32 random characters)."
        raise UnsafeSettings(message)
    return _kept_secret(data_dir / "keys" / "demonstration-secret")


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with open(path, "x", encoding="ascii", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass  # kept from an earlier start, so that cookies outlive a restart
    return path.read_text(encoding="ascii")
