"""A form with nothing to type: one press of a button."""

from foundations.web.forms import Form


class PlainForm(Form):
    """Its token and key are all it sends."""
