"""Yoriai as ``./do run`` sets it up, over a given database."""

from pathlib import Path

from flask import Flask

from app import create_app
from bench.serving import SECRET_KEY
from foundations.settings import Settings


def create(url: str, folder: Path) -> Flask:
    """Return the application over the database at ``url``, with its other files in ``folder``."""
    settings = Settings(
        data_dir=folder,
        database_url=url,
        secret_key=SECRET_KEY,
        base_url="http://localhost",
        host="127.0.0.1",
        port=0,
        is_demonstration=True,
        smtp_url=None,
    )
    return create_app(settings)
