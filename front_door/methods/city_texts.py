"""The demonstration city as its files tell it (``front_door/demonstration``, whose README says how to read them)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILES = Path(__file__).parents[1] / "demonstration"

Texts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CityTexts:
    """What the files hold: tables as they were read, those of one contest under its slug."""

    people: Texts
    names: Texts
    contests: Sequence[Texts]
    ideas: Mapping[str, Sequence[Texts]]
    comments: Mapping[str, Sequence[Texts]]
    improvements: Mapping[str, Sequence[Texts]]
    judgements: Mapping[str, Texts]
    workshops: Sequence[Texts]
    council: Texts
    purposes: Texts
    datasets: Texts


@cache
def city_texts() -> CityTexts:
    """Return the city's texts, read once."""
    contests = _read("contests.toml")["contests"]
    slugs = [contest["slug"] for contest in contests]
    comments = {slug: _read(f"comments/{slug}.toml") for slug in slugs}
    judged = [slug for slug in slugs if (FILES / f"judgements/{slug}.toml").exists()]
    return CityTexts(
        people=_read("people.toml"),
        names=_read("names.toml"),
        contests=contests,
        ideas={slug: _read(f"ideas/{slug}.toml")["ideas"] for slug in slugs},
        comments={slug: comments[slug]["comments"] for slug in slugs},
        improvements={slug: comments[slug].get("improvements", []) for slug in slugs},
        judgements={slug: _read(f"judgements/{slug}.toml") for slug in judged},
        workshops=_read("workshops.toml")["workshops"],
        council=_read("council.toml"),
        purposes=_read("purposes.toml"),
        datasets=_read("datasets.toml"),
    )


def _read(name: str) -> Texts:
    return tomllib.loads((FILES / name).read_text(encoding="utf-8"))
