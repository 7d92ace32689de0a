"""What people send at the front door."""

from wtforms import HiddenField
from wtforms.validators import AnyOf

from foundations.web.forms import Form
from foundations.web.languages import lazy_text
from foundations.web.redirects import safe_path
from front_door.methods.city_texts import city_texts


class PersonaForm(Form):
    """Whom a visitor of the demonstration wants to be, and where they were going."""

    persona = HiddenField(
        validators=[
            AnyOf(
                list(city_texts().people["personas"]),
                message=lazy_text("Nobody of that name can be chosen here. Please choose one of the people below."),
            )
        ]
    )
    next = HiddenField(filters=[lambda path: safe_path(path, otherwise="")])
    kept_words = HiddenField()
