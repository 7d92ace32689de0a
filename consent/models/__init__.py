"""Tables of consent. All but a purpose's retirement and a used link is added and never changed."""

from consent.models.choices import (
    ConsentedKind,
    ConsentRecord,
    StopRecord,
)
from consent.models.exports import ExportLink
from consent.models.purposes import (
    DataKind,
    Notice,
    Purpose,
    PurposeKind,
    PurposeRecipient,
    PurposeStop,
    PurposeVersion,
)
from consent.models.uses import UseRecord

__all__ = [
    "ConsentRecord",
    "ConsentedKind",
    "DataKind",
    "ExportLink",
    "Notice",
    "Purpose",
    "PurposeKind",
    "PurposeRecipient",
    "PurposeStop",
    "PurposeVersion",
    "StopRecord",
    "UseRecord",
]
