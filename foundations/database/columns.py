"""Column types that mean the same on SQLite and PostgreSQL."""

import datetime as dt
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, LargeBinary, String, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant in UTC. Naive values are refused: they have lost their zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Store aware instants as UTC; SQLite keeps no zone, so drop it there."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"naive datetime {value!r}: pass an instant with its zone"
            raise TypeError(message)
        instant = value.astimezone(dt.UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Hand out instants with their zone."""
        if value is None:
            return None
        instant: dt.datetime = value
        return instant.replace(tzinfo=dt.UTC) if instant.tzinfo is None else instant.astimezone(dt.UTC)


# SQLite only counts rowids up in an INTEGER key; PostgreSQL needs room for a city.
RowId = BigInteger().with_variant(Integer(), "sqlite")

row_id = Annotated[int, mapped_column(RowId, primary_key=True)]
instant = Annotated[dt.datetime, mapped_column(UtcDateTime())]
maybe_instant = Annotated[dt.datetime | None, mapped_column(UtcDateTime())]
# Room for 200 visible characters of up to ten code points each; forms hold to the same (GraphemeLength).
short_text = Annotated[str, mapped_column(String(2000))]
long_text = Annotated[str, mapped_column(Text())]
digest = Annotated[bytes, mapped_column(LargeBinary(32))]
