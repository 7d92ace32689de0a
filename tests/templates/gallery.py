"""The living style guide: every component on a few pages, under the headers of the real site.

``python -m tests.templates.gallery 8102`` serves it on this machine; the tests look at the same pages.
"""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from flask_babel import gettext
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from waitress import serve
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, ValidationError

from foundations.web.forms import Form, GraphemeLength, LineField, ParagraphsField
from foundations.web.languages import init_languages, language, language_links
from foundations.web.pages import in_its_language, lang_attribute

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def refuse(_form: Form, _field: Any) -> None:
    """Find fault with whatever was entered."""
    raise ValidationError("この項目は、もう少し具体的に書いてください。")


class EveryField(Form):
    """A form with a field of every kind."""

    title = LineField("アイデアの題名", [InputRequired()], description="ひと目で内容が伝わる題名にしてください。")
    problem = ParagraphsField("いま困っていること", [InputRequired(), GraphemeLength(most=400)])
    address = LineField("メールアドレス", render_kw={"type": "email", "autocomplete": "email"})
    password = PasswordField("パスワード", [InputRequired()], render_kw={"autocomplete": "current-password"})
    division = SelectField("部門", choices={"1": "交通と移動", "2": "防災", "3": "居場所"})
    data_needed = RadioField(
        "必要なデータ",
        [InputRequired()],
        choices={"yes": "ある", "no": "ない", "unsure": "わからない"},
        description="このアイデアを実現するのに、どこかのデータが必要ですか。",
    )
    fields = SelectMultipleField("分野", choices={"mobility": "移動", "care": "介護", "disaster": "防災"})
    seats = IntegerField("枠の数")
    opens_on = DateField("開始日")
    opens_at = DateTimeLocalField("受付開始")
    attachment = FileField("添付ファイル", description="PDF または画像。10 MB まで。")
    agreed = BooleanField(
        "応募のきまりを読み、同意します", [InputRequired()], description="きまりは募集要項にあります。"
    )


class FaultyForm(EveryField):
    """The same form after somebody sent it half filled in."""

    title = LineField("アイデアの題名", [refuse], description="ひと目で内容が伝わる題名にしてください。")
    data_needed = RadioField("必要なデータ", [refuse], choices={"yes": "ある", "no": "ない"})
    agreed = BooleanField("応募のきまりを読み、同意します", [refuse])


def create_gallery() -> Flask:
    """Return a small application that shows the components."""
    app = Flask("gallery", template_folder=None, static_folder=str(ROOT / "static"), static_url_path="/static")
    app.config.update(SECRET_KEY="gallery", WTF_CSRF_ENABLED=False, TESTING=True)
    app.config.update(DRAFTS={}, DRAFT_ANSWER=204)
    app.jinja_options = {"undefined": StrictUndefined}
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), FileSystemLoader(Path(__file__).parent)])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    app.jinja_env.filters.update(lang_attribute=lang_attribute, in_its_language=in_its_language)
    init_languages(app)
    app.context_processor(_frame)
    app.add_url_rule("/", view_func=_gallery, endpoint="gallery")
    app.add_url_rule("/form", view_func=_form, endpoint="form")
    app.add_url_rule("/drafts/<int:number>", view_func=_draft, endpoint="draft", methods=["POST"])
    app.add_url_rule("/errors/<int:code>", view_func=_error, endpoint="error")
    app.after_request(_guarded)
    return app


def _frame() -> dict[str, Any]:
    return {
        "language": language(),
        "theme": request.args.get("theme"),
        "languages": language_links(),
        "demonstration_mode": True,
        "actor": SimpleNamespace(
            is_signed_in="out" not in request.args, person_id=request.args.get("person", 1), name="佐藤 美咲"
        ),
        "account_links": [
            SimpleNamespace(label=gettext("My page"), url="/my", method="get"),
            SimpleNamespace(label=gettext("Sign out"), url="/sign-out", method="post"),
        ],
        "navigation": [
            SimpleNamespace(label=label, url=url, is_current=number == 0)
            for number, (label, url) in enumerate(_NAVIGATION[language()].items())
        ],
        "footer_links": [SimpleNamespace(label=label, url=url) for label, url in _FOOT[language()].items()],
    }


_NAVIGATION = {
    "ja": {"コンテスト": "/contests", "アイデア": "/ideas", "協議会": "/council", "オープンデータ": "/open-data"},
    "en": {"Contests": "/contests", "Ideas": "/ideas", "Council": "/council", "Open data": "/open-data"},
}
_FOOT = {
    "ja": {"このサイトについて": "/about", "記録台帳": "/ledger", "アクセシビリティ": "/accessibility"},
    "en": {"About this site": "/about", "Ledger": "/ledger", "Accessibility": "/accessibility"},
}


def _gallery() -> str:
    phases = [
        ("アイデア募集", "past", "9月1日〜10月15日", None),
        ("内容の確認", "past", "10月16日〜31日", None),
        ("市民投票", "now", "11月1日〜30日", "あと8日"),
        ("審査", "future", "12月1日〜20日", None),
        ("結果公表", "future", "1月15日", None),
    ]
    return render_template(
        "pages/gallery.html",
        form=EveryField(),
        phases=[SimpleNamespace(label=label, state=state, when=when, note=note) for label, state, when, note in phases],
        page=SimpleNamespace(number=int(request.args.get("page", 4)), last=12, total=235, size=20),
    )


def _form() -> str:
    form = EveryField() if "clean" in request.args else FaultyForm()
    if "clean" not in request.args:
        form.validate()
    return render_template("pages/form.html", form=form, draft=request.args.get("draft", 1))


def _draft(number: int) -> tuple[str, int]:
    """Take in a draft, or answer as the tests have asked."""
    current_app.config["DRAFTS"].setdefault(number, []).append(request.form.to_dict(flat=False))
    return "", current_app.config["DRAFT_ANSWER"]


def _error(code: int) -> tuple[str, int]:
    incident = "3f9a02c1" if code >= 500 else None
    return render_template("errors/error.html", code=code, message=None, incident=incident), code


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response


if __name__ == "__main__":
    serve(create_gallery(), host="127.0.0.1", port=int(sys.argv[1]))
