"""The platform's JSON for machines: decisions by the AuthZEN Authorization API."""

from data_platform.api import evaluations  # noqa: F401 - its routes come with it
from data_platform.api.blueprint import blueprint

__all__ = ["blueprint"]
