"""My data in a browser without script: what is shown, answered, refused and taken away."""

import datetime as dt
import json
from contextvars import Context

import pytest
from flask import Flask
from sqlalchemy import select, update

from accounts.models import Person, SignIn
from consent.enums import ChangeKind, ConsentAct, NoticeLanguage, StopAct
from consent.models import ConsentRecord, ExportLink, Purpose, StopRecord
from consent.queries import choices_of
from consent.services.purposes import retire_purpose
from consent.services.uses import record_uses
from foundations.database.clock import now
from foundations.database.session import db
from tests.clients import Page, PageClient
from tests.consent.test_uses import use_of
from tests.factories.accounts import make_person, sign_in
from tests.factories.consent import make_consent, make_purpose, notice_of, text_of
from tests.factories.organisations import make_organisation


@pytest.fixture
def person(client: PageClient, database: Flask) -> Person:
    """Somebody signed in with the client."""
    made = make_person()
    sign_in(client, made)
    return made


@pytest.fixture
def purpose(database: Flask) -> Purpose:
    """A purpose that asks for two kinds of data."""
    return make_purpose()


def acts(person: Person) -> list[str]:
    """What the person has done, in order."""
    db.session.rollback()
    return [record.act for record in choices_of(person.id)]


def test_consent_is_given_with_a_tick_and_a_press(client: PageClient, person: Person, purpose: Purpose) -> None:
    path = f"/consents/{purpose.slug}"
    page = client.get(path)
    form = page.form(f"{path}/consent")
    assert "kinds" not in page.fields(form)
    receipt = client.follow(client.send(page, to=f"{path}/consent", kinds=["location"]))
    assert "Kind location" in receipt.text
    assert "You agreed" in client.get("/consents").text
    assert acts(person) == [ConsentAct.GIVE]


def test_consent_is_withdrawn_with_one_press(client: PageClient, person: Person, purpose: Purpose) -> None:
    make_consent(person, purpose)
    path = f"/consents/{purpose.slug}"
    client.follow(client.send(client.get(path), to=f"{path}/withdrawal"))
    assert acts(person) == [ConsentAct.GIVE, ConsentAct.WITHDRAW]
    assert "You withdrew" in client.get("/consents").text


def test_refusing_takes_no_more_than_agreeing(client: PageClient, person: Person, purpose: Purpose) -> None:
    path = f"/consents/{purpose.slug}"
    page = client.get(path)
    buttons = list(page.form(f"{path}/consent").iter("button"))
    assert [(button.get("class"), button.get("formaction")) for button in buttons] == [
        ("button button-secondary", None),
        ("button button-secondary", f"{path}/refusal"),
    ]
    answer = client.post_raw(f"{path}/refusal", page.fields(page.form(f"{path}/consent")))
    client.follow(answer)
    assert acts(person) == [ConsentAct.REFUSE]


def test_consent_is_renewed_with_other_kinds(client: PageClient, person: Person, purpose: Purpose) -> None:
    make_consent(person, purpose)
    path = f"/consents/{purpose.slug}"
    client.follow(client.send(client.get(path), to=f"{path}/renewal", kinds=["age-band"]))
    assert choices_of(person.id)[-1].kind_slugs == {"age-band"}


def test_form_sent_twice_is_one_act_with_one_receipt(client: PageClient, person: Person, purpose: Purpose) -> None:
    path = f"/consents/{purpose.slug}"
    page = client.get(path)
    answers = [client.send(page, to=f"{path}/consent", kinds=["location"]) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert acts(person) == [ConsentAct.GIVE]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ({"kinds": []}, (422, "Tick at least one kind")),
        ({"kinds": ["care-level"]}, (422, "does not ask for a kind")),
        ({"notice": "00" * 32}, (409, "was changed while you had the page open")),
        ({"notice": "no hex"}, (409, "was changed while you had the page open")),
    ],
)
def test_answer_that_cannot_be_taken_says_why(
    client: PageClient, person: Person, purpose: Purpose, act: dict[str, object], told: tuple[int, str]
) -> None:
    path = f"/consents/{purpose.slug}"
    answer = client.send(client.get(path), to=f"{path}/consent", **{"kinds": ["location"]} | act)
    assert told[1] in client.page_of(answer, told[0]).text
    assert acts(person) == []


def test_notice_that_changed_meanwhile_is_shown_anew_and_ticks_are_kept(
    client: PageClient, person: Person, purpose: Purpose
) -> None:
    path = f"/consents/{purpose.slug}"
    text = text_of(recipients=purpose.versions[0].recipients, notice="in plainer words")
    before = client.get(path)
    changed = make_purpose(slug=purpose.slug, text=text, change=ChangeKind.WORDING, at=now())
    english = notice_of(changed, NoticeLanguage.ENGLISH).hex()
    answer = client.page_of(client.send(before, to=f"{path}/consent", kinds=["age-band"]), 409)
    fields = answer.fields(answer.form(f"{path}/consent"))
    assert "in plainer words" in answer.text
    assert (fields["kinds"], fields["notice"]) == (["age-band"], [english])


def test_second_withdrawal_says_that_there_is_nothing_to_withdraw(
    client: PageClient, person: Person, purpose: Purpose
) -> None:
    make_consent(person, purpose)
    path = f"/consents/{purpose.slug}"
    page = client.get(path)
    client.follow(client.send(page, to=f"{path}/withdrawal"))
    again = client.send(page, to=f"{path}/withdrawal", idempotency_key="another")
    assert "nothing to withdraw" in client.page_of(again, 409).text


def test_retired_purpose_asks_nobody_and_is_still_read(client: PageClient, person: Person, purpose: Purpose) -> None:
    path = f"/consents/{purpose.slug}"
    page = client.get(path)
    retire_purpose(purpose=purpose, by=None, at=now())
    db.session.commit()
    answer = client.send(page, to=f"{path}/consent", kinds=["location"])
    assert "has been retired" in client.page_of(answer, 409).text
    assert "Nobody is asked" in client.get(path).text
    assert "was retired on" in client.get(f"/purposes/{purpose.slug}").text


@pytest.mark.parametrize("recipient", ["", "nobody", "stranger"])
def test_recipient_that_nobody_named_is_refused(
    client: PageClient, person: Person, purpose: Purpose, recipient: str
) -> None:
    make_organisation(slug="stranger")
    path = f"/consents/{purpose.slug}"
    answer = client.send(client.get(path), to=f"{path}/consent", kinds=["location"], recipient=recipient)
    assert "is not named as a recipient" in client.page_of(answer).text
    assert acts(person) == []


def test_notice_is_read_in_three_languages(client: PageClient, person: Person, purpose: Purpose) -> None:
    path = f"/consents/{purpose.slug}"
    told = [f"{code}: what we ask" in client.get(f"{path}?notice={code}").text for code in ("ja", "en", "ja@easy")]
    assert told == [True, True, True]
    assert "en: what we ask" in client.get(path).text
    assert client.get_raw(f"{path}?notice=nonsense").status_code == 200


def test_stop_use_is_set_and_lifted(client: PageClient, person: Person, purpose: Purpose) -> None:
    client.follow(client.send(client.get("/consents"), to="/consents/stop-uses/credit-scoring"))
    page = client.get("/consents")
    assert "since" in page.text
    client.follow(client.send(page, to="/consents/stop-uses/credit-scoring/lifting"))
    told = db.session.scalars(select(StopRecord.act).order_by(StopRecord.sequence)).all()
    assert told == [StopAct.STOP, StopAct.LIFT]


def test_unknown_category_is_not_there(client: PageClient, person: Person) -> None:
    token = client.form_token()
    assert client.post_raw("/consents/stop-uses/everything-else", {"csrf_token": token}).status_code == 404


def test_uses_are_paged_and_nobody_elses(client: PageClient, person: Person) -> None:
    organisation, other = make_organisation(), make_person()
    record_uses([use_of(person, organisation, at=now() - dt.timedelta(hours=hour)) for hour in range(25)])
    record_uses([use_of(other, make_organisation())])
    db.session.commit()
    pages = [client.get(f"/consents/uses?page={number}") for number in (1, 2)]
    assert [uses_on(page) for page in pages] == [20, 5]
    assert "See the whole record (25 entries)" in client.get("/consents").text


def uses_on(page: Page) -> int:
    return page.text.count("Permitted by a rule.")


# ---- taking everything away ----


def make_link(client: PageClient) -> str:
    answer = client.send(client.get("/consents"), to="/consents/exports")
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_everything_about_me_is_downloaded_once(client: PageClient, person: Person, purpose: Purpose) -> None:
    made = make_consent(person, purpose)
    record_uses([use_of(person, make_organisation())])
    db.session.commit()
    link = make_link(client)
    page = client.get(link)
    answer = client.send(page, to=link)
    told = json.loads(answer.text)
    assert told["person"]["mail_address"] == person.address
    assert [one["ledger"]["key"] for one in told["consents"]] == [made.ledger_key]
    assert [one["purpose"] for one in told["uses"]] == ["congestion-relief"]
    assert "attachment" in answer.headers["Content-Disposition"]
    replayed = client.send(page, to=link)
    again = client.post_raw(link, {"csrf_token": client.form_token(), "idempotency_key": "another"})
    assert [one.status_code for one in (replayed, again, client.get_raw(link))] == [410, 410, 410]
    assert person.address not in replayed.text + again.text


def test_link_opens_nothing_after_ten_minutes(client: PageClient, person: Person) -> None:
    link = make_link(client)
    page = client.get(link)
    late = now() - dt.timedelta(minutes=10)
    db.session.execute(update(ExportLink).values(made_at=late - dt.timedelta(seconds=1), expires_at=late))
    db.session.commit()
    assert client.send(page, to=link).status_code == 410


def test_link_opens_nothing_in_another_browser_or_for_somebody_else(
    app: Flask, client: PageClient, person: Person
) -> None:
    link = make_link(client)
    mine, theirs, nobody = PageClient(app), PageClient(app), PageClient(app)
    sign_in(mine, person)
    sign_in(theirs, make_person())
    answers = [one.post_raw(link, {"csrf_token": one.form_token()}).status_code for one in (mine, theirs, nobody)]
    assert answers == [410, 404, 303]


def test_export_asks_who_one_is_once_more(app: Flask, client: PageClient, person: Person) -> None:
    page = client.get("/consents")
    db.session.execute(update(SignIn).values(reauthenticated_at=now() - dt.timedelta(minutes=6)))
    db.session.commit()
    answer = Context().run(client.send, page, to="/consents/exports")
    assert answer.headers["Location"].startswith("/re-authentication")


def test_personal_pages_ask_a_visitor_to_sign_in(client: PageClient, purpose: Purpose) -> None:
    paths = ("/consents", f"/consents/{purpose.slug}", "/consents/nothing", "/consents/uses", "/consents/receipts/a")
    assert [client.get_raw(path).status_code for path in paths] == [303] * len(paths)


def test_purposes_are_public_with_every_notice(client: PageClient, purpose: Purpose) -> None:
    title, digests = purpose.versions[0].title_en, [notice.digest.hex() for notice in purpose.versions[0].notices]
    assert title in client.get("/purposes").text
    page = client.get(f"/purposes/{purpose.slug}")
    assert [digest in page.text for digest in digests] == [True] * 3
    assert client.get_raw("/purposes/unheard-of").status_code == 404


def test_pages_say_what_to_do_where_there_is_nothing(client: PageClient, person: Person) -> None:
    assert "Nobody asks for your data" in client.get("/consents").text
    assert "There is no entry here" in client.get("/consents/uses").text
    assert "There is no purpose yet" in client.get("/purposes").text
    assert db.session.scalars(select(ConsentRecord)).all() == []
