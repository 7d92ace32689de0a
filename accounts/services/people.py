"""What people decide about how they appear."""

from accounts.models import Person
from foundations.web.audit import log_once_stored


def change_profile(*, person: Person, name: str, language: str) -> None:
    """Change the name shown to others and the language of pages and mails."""
    person.name, person.language = name, language
    log_once_stored("profile_changed", person=person.id)
