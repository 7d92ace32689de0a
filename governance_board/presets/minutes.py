"""Minutes as the record tells them, in words."""

from flask import current_app
from flask_babel import force_locale

from governance_board.models import Meeting
from governance_board.presets.labels import formula_label, sector_label, vote_label
from governance_board.presets.votes import CountedVote


def minutes_text(meeting: Meeting, language: str) -> str:
    """Return a draft of the minutes in ``language``: who was there, and what was decided with which numbers."""
    page = current_app.jinja_env.get_template("governance_board/minutes.txt")
    with force_locale(language):
        votes = {
            item.motion.id: CountedVote.of(item.motion)
            for item in meeting.items
            if item.motion is not None and item.motion.result is not None and item.motion.meeting_id == meeting.id
        }
        return page.render(
            meeting=meeting,
            votes=votes,
            formula_label=formula_label,
            sector_label=sector_label,
            vote_label=vote_label,
        ).strip()
