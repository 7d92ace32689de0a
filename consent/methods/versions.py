"""Versions of a purpose: which one is in force, what a new one changes, whose consents still count."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consent.enums import ChangeKind

_WEIGHT: Mapping[ChangeKind, int] = {
    ChangeKind.WORDING: 0,
    ChangeKind.NARROWER: 1,
    ChangeKind.WIDER: 2,
    ChangeKind.FIRST: 3,
}


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version as far as the order of versions needs it."""

    number: int
    change: ChangeKind
    published_at: dt.datetime
    in_force_from: dt.datetime


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a version goes: what it asks for, and who is to have it."""

    kinds: frozenset[str]
    recipients: frozenset[str]


def number_in_force(versions: Iterable[VersionFacts], *, at: dt.datetime, known_at: dt.datetime) -> int | None:
    """Return the number of the version in force at ``at``, going by what was published until ``known_at``."""
    return max(
        (one.number for one in versions if one.in_force_from <= at and one.published_at <= known_at), default=None
    )


def accepted_numbers(versions: Iterable[VersionFacts], in_force: int) -> frozenset[int]:
    """Return whose consents count while ``in_force`` is: its own, and those of earlier ones that asked for no less."""
    accepted = set()
    for one in sorted(versions, key=lambda version: -version.number):
        if one.number <= in_force:
            accepted.add(one.number)
            if one.change in {ChangeKind.WIDER, ChangeKind.FIRST}:
                break
    return frozenset(accepted)


def least_change(before: Extent, after: Extent) -> ChangeKind:
    """Return what a version must at least be called, going by whom and what it names."""
    if after.kinds - before.kinds or after.recipients - before.recipients:
        return ChangeKind.WIDER
    return ChangeKind.WORDING if after == before else ChangeKind.NARROWER


def is_called_too_little(called: ChangeKind, least: ChangeKind) -> bool:
    """Tell whether a version goes further than what it is called."""
    return _WEIGHT[called] < _WEIGHT[least]
