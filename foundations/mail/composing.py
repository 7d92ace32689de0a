"""Letters from templates, in the reader's language, with links to our own address only."""

from typing import Any, TypedDict
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale


class Letter(TypedDict):
    """What ``queue_mail`` needs of a letter: ``queue_mail(to=…, **compose(…), unique_key=…, at=…)``."""

    subject: str
    body: str
    language: str


def compose(template: str, *, language: str, **values: Any) -> Letter:
    """Return the letter that ``templates/mail/<template>.txt`` makes of ``values`` in ``language``.

    The template extends ``mail/letter.txt`` and fills its blocks ``subject`` and
    ``message``. It is given ``values``, ``home`` and ``link(endpoint, **arguments)``,
    nothing of the request.
    """
    page = current_app.jinja_env.get_template(f"mail/{template}.txt")
    given = {"home": f"{current_app.config['BASE_URL']}/", "link": link_from_outside, **values}
    with force_locale(language):
        context = page.new_context(given)
        subject = "".join(page.blocks["subject"](context))
        body = page.render(given)
    return Letter(subject=subject.strip(), body=body.strip() + "\n", language=language)


def link_from_outside(endpoint: str, **arguments: Any) -> str:
    """Return the full address of a page, built from the configured one and never from a request's Host."""
    base = urlsplit(current_app.config["BASE_URL"])
    urls = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return urls.build(endpoint, arguments, force_external=True)
