"""How workshops name things to readers, and the calendar file and the QR code that they hand out."""

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

import segno
from flask_babel import gettext
from icalendar import Calendar, Event

from foundations.mail.composing import link_from_outside
from foundations.web.dates import show_moment
from foundations.web.languages import in_language
from workshops.enums import RegistrationState, WorkshopState
from workshops.models import Registration, Workshop


def state_label(state: WorkshopState) -> str:
    """Return the state's name in the reader's language."""
    return {
        WorkshopState.PREPARED: gettext("Being prepared"),
        WorkshopState.REGISTRATION: gettext("Taking registrations"),
        WorkshopState.CLOSED: gettext("Registration closed"),
        WorkshopState.RUNNING: gettext("Under way"),
        WorkshopState.OVER: gettext("Over; minutes to come"),
        WorkshopState.REPORTED: gettext("Minutes published"),
        WorkshopState.CANCELLED: gettext("Called off"),
    }[state]


_TONES = {
    WorkshopState.REGISTRATION: "now",
    WorkshopState.RUNNING: "now",
    WorkshopState.REPORTED: "success",
    WorkshopState.CANCELLED: "error",
}


@dataclass(frozen=True, slots=True)
class WorkshopEntry:
    """A workshop with the badge that says where it stands."""

    workshop: Workshop
    label: str
    tone: str
    when: str

    @classmethod
    def of(cls, workshop: Workshop, at: dt.datetime) -> "WorkshopEntry":
        """Return the entry as it is at ``at``."""
        state = workshop.state_at(at)
        when = show_moment(workshop.starts_at)
        if state == WorkshopState.RUNNING:
            when = gettext("until %(moment)s", moment=show_moment(workshop.ends_at))
        return cls(workshop, state_label(state), _TONES.get(state, "neutral"), when)


def registration_label(registration: Registration) -> str:
    """Return what a registration stands for, in the reader's language."""
    return {
        RegistrationState.PLACED: gettext("Place %(number)s", number=registration.place),
        RegistrationState.WAITING: gettext("Waiting for a place"),
        RegistrationState.CHECKED_IN: gettext("Has come"),
        RegistrationState.CANCELLED: gettext("Cancelled"),
    }[registration.state]


def calendar_of(workshop: Workshop) -> bytes:
    """Return a calendar file (RFC 5545) with the workshop as its one event."""
    event = Event()
    event.add("uid", f"workshop-{workshop.id}@yoriai")
    event.add("dtstamp", workshop.announced_at or workshop.created_at)
    event.add("dtstart", workshop.starts_at)
    event.add("dtend", workshop.ends_at)
    event.add("summary", in_language(workshop, "title"))
    event.add("location", in_language(workshop, "place"))
    event.add("url", link_from_outside("workshops.show_workshop", slug=workshop.slug))
    if workshop.cancelled_at is not None:
        event.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//Yoriai//Workshops//JA")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def qr_code(address: str) -> bytes:
    """Return a QR code (ISO/IEC 18004) of an address as SVG, dark on light in every colour scheme."""
    drawing = BytesIO()
    segno.make(address, error="m").save(
        drawing, kind="svg", scale=6, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return drawing.getvalue()
