"""The demonstration city's data files, read once for the tests about them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CITY = Path(__file__).parents[2] / "front_door" / "demonstration"
FILES = sorted(CITY.rglob("*.toml"))

FINISHED, VOTING, OPEN = "mobility-2025", "neighbourhood-2026", "data-for-life-2026"
SLUGS = (FINISHED, VOTING, OPEN)


def read(name: str) -> dict[str, Any]:
    """Return one file of the city."""
    return tomllib.loads((CITY / name).read_text(encoding="utf-8"))


CONTESTS: dict[str, dict[str, Any]] = {contest["slug"]: contest for contest in read("contests.toml")["contests"]}
PEOPLE = read("people.toml")
JUDGES = {"judge", "judge2", *(judge["key"] for judge in PEOPLE["judges"])}
WRITERS = set(PEOPLE["personas"]) | set(PEOPLE["authors"])
IDEAS: list[dict[str, Any]] = [
    idea | {"contest": slug} for slug in SLUGS for idea in read(f"ideas/{slug}.toml")["ideas"]
]
IDEA_BY_KEY = {idea["key"]: idea for idea in IDEAS}
COMMENTS: list[dict[str, Any]] = [
    comment | {"contest": slug} for slug in SLUGS for comment in read(f"comments/{slug}.toml")["comments"]
]
IMPROVEMENTS: list[dict[str, Any]] = read(f"comments/{FINISHED}.toml")["improvements"]
PANEL = read(f"judgements/{FINISHED}.toml")
CRITERIA = {criterion["slug"]: criterion["weight"] for criterion in CONTESTS[FINISHED]["criteria"]}


def strings(value: Any) -> Iterator[str]:
    """Every text in a loaded file, however deep."""
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from strings(inner)
        case list():
            for inner in value:
                yield from strings(inner)
