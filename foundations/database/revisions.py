"""Whether the database has the schema that this version of the code needs."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from foundations.database.session import MIGRATIONS, db


class SchemaOutdated(RuntimeError):
    """The database has another schema than the code; ``flask db upgrade`` brings it up."""


def newest_revision() -> str:
    """Return the revision that the code's models stand at."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if head is None:
        message = "there is no revision"
        raise SchemaOutdated(message)
    return head


def check_revision() -> str:
    """Return the database's revision if it is the newest.

    Raises:
        SchemaOutdated: if it is another one, or none.
    """
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    if current != newest_revision():
        message = f"the database stands at revision {current}, the code at {newest_revision()}"
        raise SchemaOutdated(message)
    return current
