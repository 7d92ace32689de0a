"""Where a ``next`` may lead: to a path of our own, nowhere else."""

import re
from urllib.parse import unquote, urlsplit

from flask import current_app, request

_PLAIN_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9/_.~%=&?+,;:@!$'()*-]*")
_ENCODED_TRAPS = re.compile(r"%(?:0[0-9a-f]|1[0-9a-f]|5c|2f|7f)", re.IGNORECASE)
_LONGEST_PATH = 2000


def safe_path(target: str | None, otherwise: str = "/") -> str:
    """Return ``target`` if it is a plain path on this site, else ``otherwise``.

    An allow-list of characters instead of a list of tricks: a second slash or a
    backslash at the start, control characters, encoded ones and every non-ASCII
    character are refused.
    """
    if target is None or len(target) > _LONGEST_PATH or not _PLAIN_PATH.fullmatch(target):
        return otherwise
    path = urlsplit(target).path
    if "//" in path or _ENCODED_TRAPS.search(path):
        return otherwise
    return target


def path_to_return_to() -> str:
    """Return the page a person came from: this one for a GET, the one a POST's form stood on.

    A form that was shown again because of an error stands at an address that only takes a
    POST; the page above it is the nearest one that can be opened.
    """
    if request.method in {"GET", "HEAD"}:
        return safe_path(request.full_path.rstrip("?"))
    referrer = urlsplit(request.referrer or "")
    if referrer.netloc != request.host:
        return _page_at_or_above(request.path)
    page = safe_path(referrer.path + (f"?{referrer.query}" if referrer.query else ""))
    return page if is_served(page, "GET") else _page_at_or_above(referrer.path)


def is_served(target: str, method: str) -> bool:
    """Whether one of our routes takes ``method`` at the path ``target``."""
    return current_app.url_map.bind("localhost").test(unquote(urlsplit(target).path), method)


def _page_at_or_above(path: str) -> str:
    while path and not is_served(path, "GET"):
        path = path.rpartition("/")[0]
    return safe_path(path)
