"""The declarative base of every table, with names for every constraint.

Constraint names are part of the interface: ``constraints`` turns a violated one
into the field error that a person reads, on both engines alike.
"""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all models inherit; it knows nothing of Flask."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
