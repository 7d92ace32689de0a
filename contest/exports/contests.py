"""Contests and their published ideas as open data."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from flask import current_app
from sqlalchemy import select

from contest.enums import IdeaState, WindowKind
from contest.exports.released import AUTHOR, CONTEST, DIVISION, IDEA, TITLE, author, stream
from contest.models import Contest, Division, Idea, PhaseWindow
from foundations.database.clock import day_in_japan
from foundations.text_analysis.tongues import language_of
from foundations.web.open_data import Column, OpenDataSet, Value
from foundations.words import N_


def contests(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield the announced contests with their days in Japan; a phase ends before its closing day begins."""
    statement = (
        select(Contest, PhaseWindow)
        .join(PhaseWindow, PhaseWindow.contest_id == Contest.id)
        .where(Contest.announced_at <= at)
        .order_by(Contest.id)
    )
    for contest, found in groupby(stream(statement), key=lambda row: row[0]):
        windows = {row[1].kind: row[1] for row in found}
        days = [
            day_in_japan(moment) for kind in WindowKind for moment in (windows[kind].opens_at, windows[kind].closes_at)
        ]
        released = contest.released_at
        texts = contest.title_ja, contest.title_en, contest.theme_ja, contest.theme_en
        yield contest.slug, *texts, *days, None if released is None else day_in_japan(released)


def ideas(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield the published ideas of announced contests."""
    statement = (
        select(
            Idea.id,
            Contest.slug,
            Division.slug,
            Idea.title,
            Idea.problem,
            Idea.proposal,
            Idea.data_needed,
            author,
            Idea.published_at,
            Idea.support_count,
            Idea.comment_count,
        )
        .join(Idea.contest)
        .join(Division, Idea.division_id == Division.id)
        .where(Idea.state == IdeaState.PUBLISHED, Contest.announced_at <= at)
        .order_by(Idea.id)
    )
    for row in stream(statement):
        *before, published, supports, comments = row
        written = language_of("\n".join((row.title, row.problem, row.proposal, row.data_needed)))
        url = f"{current_app.config['BASE_URL']}/ideas/{row.id}"
        yield *before, written, None if published is None else day_in_japan(published), supports, comments, url


CONTESTS = OpenDataSet(
    name="contests",
    title=N_("Contests"),
    summary=N_("Every contest that was announced, with its theme and its dates."),
    columns=(
        CONTEST,
        Column("title_ja", "string", N_("Title in Japanese.")),
        Column("title_en", "string", N_("Title in English.")),
        Column("theme_ja", "string", N_("The question that was asked, in Japanese.")),
        Column("theme_en", "string", N_("The question that was asked, in English.")),
        Column("submission_opens_on", "date", N_("First day on which ideas were taken, in Japan's time.")),
        Column("submission_closes_on", "date", N_("Day at whose beginning the call for ideas ended.")),
        Column("voting_opens_on", "date", N_("First day of the public vote.")),
        Column("voting_closes_on", "date", N_("Day at whose beginning the public vote ended.")),
        Column("judging_opens_on", "date", N_("First day of the judging.")),
        Column("judging_closes_on", "date", N_("Day at whose beginning the judging ended.")),
        Column("released_on", "date", N_("Day on which the results were published; empty before.")),
    ),
    rows=contests,
)

IDEAS = OpenDataSet(
    name="ideas",
    title=N_("Ideas"),
    summary=N_("Every published idea in the words of its author. Drafts, refused and withdrawn ideas are not in it."),
    columns=(
        IDEA,
        CONTEST,
        DIVISION,
        TITLE,
        Column("problem", "string", N_("What troubles people now, as the author wrote it.")),
        Column("proposal", "string", N_("What should be done.")),
        Column("data_needed", "string", N_("Which data the author thinks it needs.")),
        AUTHOR,
        Column("language", "string", N_("Language of the texts (ja, en or ko), told by their script.")),
        Column("published_on", "date", N_("Day on which the idea was published, in Japan's time.")),
        Column("supports", "integer", N_("How many people support the idea. This is not a vote.")),
        Column("comments", "integer", N_("How many comments were written under the idea.")),
        Column("url", "string", N_("Address of the idea's page.")),
    ),
    rows=ideas,
)
