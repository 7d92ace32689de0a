"""What contests ask of the rooms above them."""

from blinker import Namespace

_signals = Namespace()

origins_asked = _signals.signal("contest.origins_asked")
"""Sent with ``idea_id``, for an idea that did not begin with its author alone.

A receiver answers with the steps that led to it, the first first, as
``foundations.web.threads.ThreadStep``, in the reader's language; an empty list if it knows of none.
"""
