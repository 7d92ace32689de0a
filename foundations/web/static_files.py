"""Style sheets, scripts and pictures: kept by browsers until they change.

Their address holds a fingerprint of all of them, so an answer may be kept for a year
and a new release is seen at once. What one file names relative to itself (a script's
import, a style sheet's picture) carries the fingerprint along.
"""

import datetime as dt
import hashlib
from pathlib import Path

KEPT_FOR = dt.timedelta(days=365)


def static_url_path(folder: Path) -> str:
    """Return the address below which the files of ``folder`` are served."""
    return f"/static/{fingerprint(folder)}"


def fingerprint(folder: Path) -> str:
    """Return ten characters that change whenever a file of ``folder`` comes, goes or changes."""
    hasher = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes()):
            hasher.update(len(part).to_bytes(8, "big"))
            hasher.update(part)
    return hasher.hexdigest()[:10]
