"""Who is named as an idea's author."""

from sqlalchemy import func

from accounts.queries import name_of
from contest.models import Idea

author_of_idea = func.coalesce(name_of(Idea.author_id), Idea.credited_name).label("author")
"""The account's name, or the credited one where no account stands behind the idea."""
