"""Tables of the data platform: datasets, use applications with their grants, and decisions."""

from data_platform.models.applications import ApplicationKind, Grant, GrantKind, UseApplication
from data_platform.models.datasets import Dataset, DatasetKind, DatasetPerson
from data_platform.models.decisions import DecisionRecord

__all__ = [
    "ApplicationKind",
    "Dataset",
    "DatasetKind",
    "DatasetPerson",
    "DecisionRecord",
    "Grant",
    "GrantKind",
    "UseApplication",
]
