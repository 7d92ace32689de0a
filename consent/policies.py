"""Who may decide about data: each person about their own, and nobody else."""

from accounts.methods import Actor
from consent.enums import StopCategory
from consent.models import Purpose


def may_answer(actor: Actor, _purpose: Purpose) -> bool:
    """Anyone signed in, for themselves."""
    return actor.is_signed_in


def may_stop(actor: Actor, _category: StopCategory) -> bool:
    """Anyone signed in, for themselves."""
    return actor.is_signed_in
