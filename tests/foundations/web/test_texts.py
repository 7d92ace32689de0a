from flask import Flask
from flask_babel import force_locale
from wtforms import StringField
from wtforms.validators import InputRequired

from foundations.web.forms import Form


class TitleForm(Form):
    title = StringField(validators=[InputRequired()])


def test_template_speaks_the_language_in_force(app: Flask) -> None:
    template = app.jinja_env.from_string("{{ _('Menu') }} {{ ngettext('%(num)d idea', '%(num)d ideas', 2) }}")
    with app.test_request_context(headers={"Accept-Language": "ja"}):
        said = [template.render()]
        with force_locale("en"):
            said.append(template.render())
        said.append(template.render())
    assert said == ["メニュー アイデア2件", "Menu 2 ideas", "メニュー アイデア2件"]


def test_own_texts_of_wtforms_follow_the_reader(app: Flask) -> None:
    said = []
    for language in ("ja", "en", "ja"):
        with app.test_request_context(method="POST", headers={"Accept-Language": language}):
            form = TitleForm()
            form.validate()
            said.append(form.title.errors)
    assert said == [["このフィールドは必須です。"], ["This field is required."], ["このフィールドは必須です。"]]
