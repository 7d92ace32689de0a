"""The outbox as a visitor finds it: what the people to be were sent, and nothing of the others."""

from sqlalchemy import delete

from foundations.database.session import db
from foundations.mail.models import OutgoingMail
from front_door.services.demonstration.city import City


def keep_mails_of_personas(city: City) -> None:
    """Drop the mails to people nobody can be: their number would tell how many have voted in the open vote."""
    addresses = [city.people[persona].address for persona in city.texts.people["personas"]]
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.recipient.not_in(addresses)))
