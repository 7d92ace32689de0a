"""Whether a person's own decisions permit a use, at any instant, as known at any other."""

import datetime as dt
from collections.abc import Collection

from accounts.queries import organisation_with_slug
from consent.methods.permits import NOT_IN_FORCE, Permission, judge
from consent.queries.choices import as_event, as_stop_uses, history_of, stop_records_of
from consent.queries.purposes import purpose_with_slug, terms_of


def permits(
    person_id: int, purpose: str, kinds: Collection[str], recipient: str, *, at: dt.datetime, known_at: dt.datetime
) -> Permission:
    """Judge a use of ``kinds`` of a person's data by ``recipient`` for ``purpose`` at ``at``, as known at ``known_at``.

    Purpose, kinds and recipient are names; whatever is unknown is not permitted.
    """
    asked, organisation = purpose_with_slug(purpose), organisation_with_slug(recipient)
    terms = None if asked is None else terms_of(asked, at, known_at)
    if asked is None or terms is None or organisation is None:
        return NOT_IN_FORCE
    return judge(
        terms.asked_by(recipient),
        kinds,
        history=[as_event(record) for record in history_of(person_id, asked.id, organisation.id)],
        stop_uses=as_stop_uses(stop_records_of(person_id)),
        at=at,
        known_at=known_at,
    )
