"""One use that is permitted, for tests: dataset, rule, grant and a person who agreed. What is made is committed."""

import datetime as dt
from dataclasses import dataclass, field

from accounts.models import Organisation, Person
from consent.models import Purpose
from consent.queries.purposes import purpose_with_slug
from consent.services.choices import withdraw_consent
from data_platform.models import Dataset, Grant
from data_platform.queries.datasets import dataset_with_slug
from data_platform.services.applications import file_application, give_grant
from data_platform.services.datasets import name_person, register_dataset
from foundations.database.clock import now
from foundations.database.session import db
from governance_board.models import Rule
from tests.factories.accounts import actor_of, make_person
from tests.factories.consent import KINDS, make_consent, make_purpose
from tests.factories.council import Board, make_board, make_rule, wording
from tests.factories.organisations import make_organisation

FLOW, RELIEF = "flow", "relief"
PERMIT = '{"effect": "permit", "datasets": ["flow"], "purposes": ["relief"], "obligations": ["publish-results"]}'
A_YEAR = dt.timedelta(days=365)


def make_dataset(holder: Organisation, *, slug: str = FLOW, kinds: tuple[str, ...] = KINDS[:2]) -> Dataset:
    """A dataset offered since a year ago."""
    names = ("title", "description", "terms")
    texts = {f"{name}_{tongue}": f"{name} {tongue}" for name in names for tongue in ("ja", "en")}
    at = now() - A_YEAR
    made = register_dataset(slug=slug, stage=3, holder=holder, kinds=kinds, texts=texts, by=None, at=at)
    db.session.commit()
    found = dataset_with_slug(made.slug)
    assert found is not None
    return found


@dataclass
class Platform:
    """An organisation with a grant to use one dataset for one purpose, under a rule in force since half a year.

    Whatever is left out makes the use one that is denied.
    """

    has_rule: bool = True
    has_grant: bool = True
    user: Organisation = field(init=False)
    dataset: Dataset = field(init=False)
    purpose: Purpose = field(init=False)
    officer: Person = field(init=False)
    board: Board = field(init=False)
    rule: Rule | None = None
    grant: Grant | None = None

    def __post_init__(self) -> None:
        """Make it."""
        self.user, self.officer = make_organisation(slug="lab"), make_person(name="Officer")
        self.purpose = make_purpose(slug=RELIEF, recipients=[self.user], at=now() - A_YEAR)
        self.dataset = make_dataset(make_organisation())
        if self.has_rule:
            self.board = make_board(at=now() - A_YEAR / 2)
            self.rule = make_rule(self.board, says=wording(self.board, terms=PERMIT))
        if self.has_grant:
            self.grant = self.grant_use()

    def grant_use(self, *, kinds: tuple[str, ...] = KINDS[:2], lasts: dt.timedelta = A_YEAR) -> Grant:
        """Apply for the use, and let it be granted."""
        at = now() - dt.timedelta(days=60)
        by = actor_of(self.officer, at=at)
        asked = file_application(
            organisation=self.user,
            dataset=self.dataset,
            purpose=self.purpose,
            kinds=kinds,
            safeguards="Counted by station, never below ten persons.",
            idea_id=None,
            by=by,
            at=at,
        )
        grant = give_grant(application=asked, starts_at=at, ends_at=at + lasts, by=by, at=at)
        db.session.commit()
        return grant

    def person(self, identifier: str, *, agrees: bool = True, at: dt.datetime | None = None) -> Person:
        """Somebody in the dataset, who agreed to the first kind and the second or never answered."""
        made = make_person(name=identifier)
        name_person(dataset=self.dataset, identifier=identifier, person_id=made.id)
        db.session.commit()
        if agrees:
            self.agree(made, at=at)
        return made

    def agree(self, person: Person, *, at: dt.datetime | None = None) -> None:
        """Let the person agree to both kinds."""
        make_consent(person, self.purpose, kinds=KINDS[:2], at=at)

    def withdraw(self, person: Person, *, at: dt.datetime | None = None) -> None:
        """Let the person take the consent back."""
        at = at or now()
        purpose = purpose_with_slug(RELIEF)
        assert purpose is not None
        withdraw_consent(purpose=purpose, recipient=self.user, by=actor_of(person, at=at), at=at)
        db.session.commit()
