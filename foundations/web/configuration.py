"""What Flask and its extensions are told, from the operator's settings."""

from flask import Flask

from foundations.settings import Settings
from foundations.web import static_files

SIGN_IN_ENDPOINT = "accounts.show_sign_in"
REAUTHENTICATION_ENDPOINT = "accounts.show_reauthentication"


def configure(app: Flask, settings: Settings) -> None:
    """Put ``settings`` into the application's configuration; cookies are Secure where people come by https."""
    app.extensions["yoriai_settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SEND_FILE_MAX_AGE_DEFAULT=static_files.KEPT_FOR,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        TRUSTED_HOSTS=settings.trusted_hosts,
        DEMONSTRATION_MODE=settings.is_demonstration,
        BASE_URL=settings.base_url,
        DATA_DIR=settings.data_dir,
        SMTP_URL=settings.smtp_url,
        SIGN_IN_ENDPOINT=SIGN_IN_ENDPOINT,
        REAUTHENTICATION_ENDPOINT=REAUTHENTICATION_ENDPOINT,
        SESSION_COOKIE_NAME="__Host-yoriai" if settings.is_https else "yoriai",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PREFERRED_URL_SCHEME="https" if settings.is_https else "http",
    )
