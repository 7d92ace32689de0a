"""The people of the demonstration as its page shows them, and its mails."""

import datetime as dt
import re
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext

from foundations.mail.models import OutgoingMail
from foundations.web.languages import language
from front_door.methods.city_texts import Texts, city_texts

_FINISHED, _VOTING, _OPEN = (contest["slug"] for contest in city_texts().contests)


@dataclass(frozen=True, slots=True)
class ShownPersona:
    """One of the people to be: who they are, and what to look at first.

    ``name`` is the name as they write it, ``called`` as the reader would.
    """

    key: str
    name: str
    called: str
    initial: str
    ward: str
    about: str
    first: str

    @classmethod
    def of(cls, key: str, person: Texts) -> "ShownPersona":
        """Return the person in the reader's language."""
        tongue = language()
        family, given = person["family_name"], person["given_name"]
        return cls(
            key=key,
            name=person["display_name"],
            called=person["display_name"] if tongue == "ja" else f"{given['latin']} {family['latin']}",
            initial=family["kanji"][0],
            ward=city_texts().people["wards"][person["ward"]][tongue],
            about=person["about"][tongue],
            first=person["first"][tongue],
        )


@dataclass(frozen=True, slots=True)
class PersonaGroup:
    """People who come here for the same kind of thing."""

    key: str
    label: str
    personas: list[ShownPersona]


@dataclass(frozen=True, slots=True)
class ShownMail:
    """A mail; ``pieces`` are its text cut at links of our own, each with the link's path or None."""

    id: int
    recipient: str
    subject: str
    language: str
    queued_at: dt.datetime
    sent_at: dt.datetime | None
    pieces: list[tuple[str, str | None]]

    @classmethod
    def of(cls, mail: OutgoingMail) -> "ShownMail":
        """Return the mail as its page shows it."""
        pieces = link_pieces(mail.body, current_app.config["BASE_URL"])
        return cls(mail.id, mail.recipient, mail.subject, mail.language, mail.queued_at, mail.sent_at, pieces)


def persona_groups() -> list[PersonaGroup]:
    """Return everybody a visitor may be, grouped by what they come for."""
    people = city_texts().people["personas"]
    labels = {
        "citizens": (gettext("Citizens"), ("citizen", "citizen2", "guardian")),
        "contests": (gettext("Behind the contests"), ("secretariat", "judge", "judge2", "facilitator")),
        "council": (gettext("The council"), ("chair", "member_citizen", "member_company", "member_expert")),
        "data": (gettext("Data and its protection"), ("provider", "user_org", "privacy")),
        "watching": (gettext("Watching and running"), ("auditor", "admin")),
    }
    return [
        PersonaGroup(key, label, [ShownPersona.of(persona, people[persona]) for persona in members])
        for key, (label, members) in labels.items()
    ]


def first_page(persona: str) -> str:
    """Return where that person finds something to do."""
    endpoint, slug = {
        "judge": ("contest.show_judging", _VOTING),
        "judge2": ("contest.show_judging", _VOTING),
        "secretariat": ("contest.show_desk", _OPEN),
        "chair": ("governance_board.show_desk", None),
        "user_org": ("contest.show_results", _FINISHED),
        "auditor": ("contest.show_results", _FINISHED),
        "member_expert": ("governance_board.show_desk", None),
        "member_company": ("governance_board.show_desk", None),
        "provider": ("contest.list_ideas", _FINISHED),
        "member_citizen": ("governance_board.show_desk", None),
        "privacy": ("contest.list_ideas", _OPEN),
        "facilitator": ("contest.list_ideas", _OPEN),
        "admin": ("front_door.show_operations", None),
    }.get(persona, ("front_door.show_my_page", None))
    return url_for(endpoint, slug=slug) if slug else url_for(endpoint)


def link_pieces(text: str, base_url: str) -> list[tuple[str, str | None]]:
    """Cut ``text`` at the addresses of this site; return each piece with the path it leads to, or None."""
    link = re.compile(rf"({re.escape(base_url)}/[^\s<>\"'「」（）。、]*)")
    return [
        (piece, piece.removeprefix(base_url) if number % 2 else None)
        for number, piece in enumerate(link.split(text))
        if piece
    ]
