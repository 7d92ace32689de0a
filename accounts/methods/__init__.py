"""Pure values and calculations of accounts: who acts, what a good password is, what an address is.

No database, no Flask, no clock.
"""

from accounts.methods.actors import Actor

__all__ = ["Actor"]
