"""What accounts ask of the rooms above them."""

from blinker import Namespace

_signals = Namespace()

scopes_asked = _signals.signal("accounts.scopes_asked")
"""Sent with ``scopes``, a set of texts such as ``contest:7``.

A receiver answers ``{scope: (title, url)}`` for those it knows, in the reader's language.
"""
