"""A comment that is sent when its sign-in has ended, and signing in on the page that answers it."""

from sqlalchemy import select, update

from accounts.models import Person, SignIn
from contest.models import Comment
from foundations.database.clock import now
from foundations.database.session import db
from tests.clients import Page, PageClient
from tests.factories.accounts import PASSWORD

BODY = "夜道が暗くて\r\n困っています。"
OWN_PAGE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


def end_sign_ins() -> None:
    """End every sign-in on the server; no browser knows yet."""
    db.session.execute(update(SignIn).values(ended_at=now()))
    db.session.commit()


def send_too_late(client: PageClient, address: str, body: str = BODY, **headers: str) -> Page:
    """Write a comment, and send it when the sign-in has ended on the server."""
    page = client.get(address)
    end_sign_ins()
    fields = page.fields(page.form(f"{address}/comments")) | {"body": body}
    answer = client.request("POST", f"{address}/comments", data=fields, headers=headers)
    return client.page_of(answer, 401)


def sign_in_there(client: PageClient, page: Page, person: Person, password: str = PASSWORD, status: int = 200) -> Page:
    """Sign in on the page that asks for it."""
    answer = client.send(page, to="/sign-in", address=person.address, password=password)
    return client.page_of(answer, status)


def comments() -> list[str]:
    """All comments that came in."""
    db.session.rollback()
    return list(db.session.scalars(select(Comment.body).order_by(Comment.id)))
