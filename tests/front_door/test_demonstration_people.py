"""Who lives in the demonstration city: sixteen personas, three more judges, sixty writers, and names for the rest."""

import re

from tests.front_door.demonstration_files import PEOPLE, read

PERSONAS = {
    "citizen", "citizen2", "guardian", "judge", "judge2", "secretariat", "facilitator", "chair", "member_company",
    "member_citizen", "member_expert", "provider", "user_org", "privacy", "auditor", "admin",
}  # fmt: skip


def test_personas_are_the_ones_the_demonstration_promises() -> None:
    assert set(PEOPLE["personas"]) == PERSONAS


def test_people_introduce_themselves_in_both_languages() -> None:
    for person in PEOPLE["personas"].values():
        assert person["about"].keys() == person["first"].keys() == {"ja", "en"}
    for person in [*PEOPLE["personas"].values(), *PEOPLE["judges"]]:
        for part in (person["family_name"], person["given_name"]):
            assert part.keys() == {"kanji", "kana", "latin"}
            assert re.fullmatch(r"[\u3041-\u3096ー]+", part["kana"])
        assert person["display_name"] == f"{person['family_name']['kanji']} {person['given_name']['kanji']}"


def test_people_live_in_the_wards_of_the_city() -> None:
    everybody = [*PEOPLE["personas"].values(), *PEOPLE["judges"], *PEOPLE["authors"].values()]

    assert {person["ward"] for person in everybody} == set(PEOPLE["wards"])


def test_authors_are_old_enough_and_differ() -> None:
    authors = PEOPLE["authors"].values()

    assert len(authors) >= 60
    assert len({author["pen_name"] for author in authors}) == len(authors)
    assert min(author["age"] for author in authors) >= 15


def test_names_make_three_hundred_people_without_repeating() -> None:
    names = read("names.toml")

    for kind, least in (("family_names", 60), ("given_names", 80)):
        assert len(names[kind]) >= least
        assert len({kanji for kanji, _, _ in names[kind]}) == len(names[kind])
        assert all(re.fullmatch(r"[\u3041-\u3096ー]+", kana) for _, kana, _ in names[kind])
        assert all(re.fullmatch(r"[A-Z][a-z]+", latin) for _, _, latin in names[kind])
