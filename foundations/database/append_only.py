"""Tables whose rows are written once: the database itself refuses to change or remove one (R-65).

A table says so by ``__table_args__ = (…, {"info": APPEND_ONLY})``. Wherever it is created,
by the models or by a revision (Alembic writes ``info`` into it), triggers come with it.
"""

from typing import Any

from sqlalchemy import Connection, Table, event

APPEND_ONLY = {"append_only": True}

_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_to_change_what_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_TRIGGERS = {
    "sqlite": "CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "postgresql": "CREATE TRIGGER {name} BEFORE {act} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_to_change_what_was_written()",
}
_ACTS = ("UPDATE", "DELETE")


def is_append_only(table: Table) -> bool:
    """Tell whether rows of ``table`` are written once and stay."""
    return bool(table.info.get("append_only"))


def protect(table: Table, connection: Connection) -> None:
    """Make the database refuse every UPDATE and DELETE of the rows of ``table``."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(_FUNCTION.replace("%", "%%"))
    for act in _ACTS:
        connection.exec_driver_sql(_TRIGGERS[dialect].format(name=_name(table, act), act=act, table=table.name))


def unprotect(table: Table, connection: Connection) -> None:
    """Let rows be changed again: for a revision that moves a table, and for tests that empty it."""
    on = f" ON {table.name}" if connection.dialect.name == "postgresql" else ""
    for act in _ACTS:
        connection.exec_driver_sql(f"DROP TRIGGER {_name(table, act)}{on}")


@event.listens_for(Table, "after_create")
def _protect_new_table(table: Table, connection: Connection, **_more: Any) -> None:
    if is_append_only(table):
        protect(table, connection)


def _name(table: Table, act: str) -> str:
    return f"{table.name}_refuses_{act.lower()}"
