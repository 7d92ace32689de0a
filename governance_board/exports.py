"""The council as open data: rules, votes seat by seat, and published minutes."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence

from flask import current_app

from foundations.database.clock import day_in_japan
from foundations.web.open_data import Column, OpenDataSet, Value
from foundations.words import N_
from governance_board.queries.meetings import published_minutes
from governance_board.queries.motions import counted_motions
from governance_board.queries.rules import all_rules, version_at


def rules(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield every version of every rule."""
    for rule in all_rules():
        standing = version_at(rule, at=at, known_at=at)
        for one in rule.versions:
            yield (
                rule.number,
                rule.slug,
                one.version,
                "yes" if standing is one else "no",
                one.title_ja,
                one.title_en,
                one.text_ja,
                one.text_en,
                one.terms,
                one.effective_on,
                one.review_on,
                one.hash,
                _url(f"/council/motions/{one.motion_id}"),
            )


def council_votes(_at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield each seat of each counted vote, as the published record has it."""
    for motion in counted_motions():
        if motion.result is None:
            continue
        told = json.loads(motion.result.record)
        for seat, sector in told["seats"].items():
            yield (
                motion.number,
                motion.result.version,
                told["formula"],
                int(seat),
                sector,
                "yes" if int(seat) in told["present"] else "no",
                "yes" if int(seat) in told["recused"] else "no",
                told["votes"].get(seat),
                "yes" if motion.result.is_carried else "no",
                day_in_japan(motion.result.counted_at),
                motion.result.record_hash,
            )


def minutes(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield the minutes that are public."""
    for one in published_minutes(at):
        meeting = one.meeting
        days = day_in_japan(meeting.starts_at), one.published_at and day_in_japan(one.published_at)
        yield meeting.number, meeting.title_ja, meeting.title_en, *days, one.text_ja, one.text_en


def _url(path: str) -> str:
    return f"{current_app.config['BASE_URL']}{path}"


RULES = OpenDataSet(
    name="rules",
    title=N_("Rules"),
    summary=N_("Every version of every rule that the council has made, with what the machine reads."),
    columns=(
        Column("rule", "integer", N_("Number of the rule.")),
        Column("name", "string", N_("Name of the rule in addresses.")),
        Column("version", "integer", N_("Version of the text.")),
        Column("in_force", "string", N_("Whether this version is in force now: yes or no.")),
        Column("title_ja", "string", N_("Title in Japanese.")),
        Column("title_en", "string", N_("Title in English.")),
        Column("text_ja", "string", N_("Text in Japanese.")),
        Column("text_en", "string", N_("Text in English.")),
        Column("terms", "string", N_("Machine terms as JSON.")),
        Column("effective_on", "date", N_("Day from which it is in force, from its beginning in Japan.")),
        Column("review_on", "date", N_("Review date, on which it lapses without a new decision.")),
        Column("hash", "string", N_("SHA-256 that binds texts, terms and dates.")),
        Column("motion_url", "string", N_("Address of the motion that was carried.")),
    ),
    rows=rules,
)

COUNCIL_VOTES = OpenDataSet(
    name="council-votes",
    title=N_("Votes of the council"),
    summary=N_("How each seat voted on each motion, as the published record of the vote has it."),
    columns=(
        Column("motion", "integer", N_("Number of the motion.")),
        Column("version", "integer", N_("Version that was voted on.")),
        Column("formula", "string", N_("What the motion needed to carry.")),
        Column("seat", "integer", N_("Seat, as the record of the vote numbers it.")),
        Column("sector", "string", N_("Sector of the seat.")),
        Column("present", "string", N_("Whether the seat was present: yes or no.")),
        Column("recused", "string", N_("Whether the seat was recused: yes or no.")),
        Column("vote", "string", N_("yes, no or abstain; empty if the seat did not vote.")),
        Column("carried", "string", N_("Whether the motion was carried: yes or no.")),
        Column("counted_on", "date", N_("Day on which the vote was counted, in Japan's time.")),
        Column("record_hash", "string", N_("SHA-256 of the published record.")),
    ),
    rows=council_votes,
)

MINUTES = OpenDataSet(
    name="minutes",
    title=N_("Minutes of the council"),
    summary=N_("The approved and published minutes of the council's meetings."),
    columns=(
        Column("meeting", "integer", N_("Number of the meeting.")),
        Column("title_ja", "string", N_("Title in Japanese.")),
        Column("title_en", "string", N_("Title in English.")),
        Column("held_on", "date", N_("Day of the meeting, in Japan's time.")),
        Column("published_on", "date", N_("Day on which the minutes were published, in Japan's time.")),
        Column("text_ja", "string", N_("Text in Japanese.")),
        Column("text_en", "string", N_("Text in English.")),
    ),
    rows=minutes,
)

OPEN_DATA = (RULES, COUNCIL_VOTES, MINUTES)
