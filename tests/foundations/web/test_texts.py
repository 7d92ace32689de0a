import pytest
from flask import Flask
from flask_babel import force_locale
from wtforms import IntegerField, StringField
from wtforms.i18n import get_translations
from wtforms.validators import InputRequired, NumberRange

from foundations.web.field_texts import TEXTS, FieldTexts
from foundations.web.forms import Form
from foundations.web.languages import language
from foundations.web.pages import show_paragraphs
from foundations.web.texts import templates_in

# Whatever stands around the call of ``_``, and what only looks like one.
CALLS = [
    ("{{ _('Menu') }}", "メニュー"),
    ("{{ _('Menu')|length }}", "4"),
    ("{{ _('Menu') ~ '<' }}", "メニュー&lt;"),
    ("{{ _('Menu').strip('メ') }}", "ニュー"),
    ("{{ [_('Menu'), _('Close')]|join('/') }}", "メニュー/閉じる"),
    ("{{ _('Me' 'nu') }}", "メニュー"),
    ("{{ _(word) }}", "メニュー"),
    ("{{ _('of %(last)d', last=7) }}", "／7"),
    ("{{ _('of %(last)s', last='<') }}", "of &lt;"),
    ("{{ things._('Menu') }}", "Menu!"),
    ("{{ '_' }}({{ 'Menu' }})", "_(Menu)"),
    ("{{ ngettext('%(num)d idea', '%(num)d ideas', 2) }}", "アイデア2件"),
]


class TitleForm(Form):
    title = StringField(validators=[InputRequired()])


class PlacesForm(Form):
    places = IntegerField(validators=[NumberRange(min=1, max=200)])


def test_template_speaks_the_language_in_force(app: Flask) -> None:
    template = app.jinja_env.from_string("{{ _('Menu') }} {{ ngettext('%(num)d idea', '%(num)d ideas', 2) }}")
    with app.test_request_context(headers={"Accept-Language": "ja"}):
        said = [template.render()]
        with force_locale("en"):
            said.append(template.render())
        said.append(template.render())
    assert said == ["メニュー アイデア2件", "Menu 2 ideas", "メニュー アイデア2件"]


@pytest.mark.parametrize(("source", "shown"), CALLS)
def test_text_is_compiled_into_the_template(app: Flask, source: str, shown: str) -> None:
    with app.test_request_context():
        template = templates_in(app, "ja").from_string(source)
        assert template.render(word="Menu", things={"_": lambda text: f"{text}!"}) == shown


def test_each_language_has_templates_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        said = [templates_in(app, code).from_string("{{ _('Menu') }}").render() for code in ("ja", "en", "ja")]
    assert said == ["メニュー", "Menu", "メニュー"]


def test_own_texts_of_wtforms_follow_the_reader(app: Flask) -> None:
    said = []
    for code in ("ja", "en", "ja"):
        with app.test_request_context(method="POST", headers={"Accept-Language": code}):
            form = TitleForm()
            form.validate()
            said.append(form.title.errors)
    required = ["この項目は必須です。入力するか、選んでください。"]
    assert said == [required, ["This field is required."], required]


def test_number_out_of_range_is_answered_in_our_words(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"places": "0"}, headers={"Accept-Language": "ja"}):
        form = PlacesForm()
        form.validate()
    assert form.places.errors == ["1から200までの数を入力してください。"]


def test_text_that_we_do_not_have_is_left_to_wtforms(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "ja"}):
        texts = FieldTexts("ja")
        said = [
            texts.gettext("Invalid email address."),
            texts.ngettext(
                "Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters.", 3
            ),
        ]
    assert said == ["無効なメールアドレスです。", "フィールドは %(max)d 文字を超えることはできません。"]


def test_words_of_ours_are_all_words_of_wtforms() -> None:
    unknown = [text for text in TEXTS if get_translations(["ja"]).gettext(text) == text]
    assert unknown == []


def test_language_asked_for_follows_a_forced_one(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "ja"}):
        said = [language()]
        with force_locale("en"):
            said.append(language())
        said.append(language())
    assert said == ["ja", "en", "ja"]


def test_paragraphs_are_escaped_and_cut(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "ja"}):
        shown = show_paragraphs("\n<一>\n二\n\n \n\n三 & 四")
    assert shown == "<p>&lt;一&gt;<br>二</p><p>三 &amp; 四</p>"
