"""One contest from a draft to the published result, as everybody who takes part sees it on a phone."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.city import City
from tests.journeys.phones import Phone
from tests.journeys.words import Words

pytestmark = pytest.mark.browser

CONTEST = "/contests/data-for-life-2026"
JST = dt.timezone(dt.timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Texts:
    """What people write on this journey, in their language."""

    title: str
    problem: str
    proposal: str
    data_needed: str
    reason: str


TEXTS = {
    "ja": Texts(
        "バス停の屋根の空きを知らせる",
        "雨の日、膝の悪い母は屋根のないバス停で15分待ちます。",
        "近くの店の軒先を「待てる場所」として地図に載せ、バスが来る3分前に知らせます。",
        "バスの現在位置と、軒先を貸してくれる店の一覧。",
        "待つ人の体の負担が具体的に書かれ、費用も小さい。",
    ),
    "en": Texts(
        "Say where one can wait out of the rain",
        "On rainy days my mother waits a quarter of an hour at a stop without a roof.",
        "Put shops that lend their eaves on the map, and tell people three minutes before the bus comes.",
        "Positions of buses and a list of shops that take part.",
        "The strain on those who wait is concrete, and it costs little.",
    ),
}


@pytest.fixture(params=["ja", "en"])
def say(request: pytest.FixtureRequest) -> Words:
    return Words(request.param)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def phone(browser: Browser, own_city: City, say: Words, *, has_script: bool) -> Iterator[Callable[[], Phone]]:
    """Hands out phones; at the end none of them may have seen a fault."""
    given: list[Phone] = []

    def take() -> Phone:
        given.append(Phone(browser, own_city.address, say, has_script=has_script))
        return given[-1]

    yield take
    for one in given:
        one.context.close()
    assert [fault for one in given for fault in one.faults.noted] == []


def test_contest_goes_from_draft_to_result(phone: Callable[[], Phone], own_city: City, say: Words) -> None:
    texts = TEXTS[say.language]
    own_city.command("accounts", "grant", "judge@mizuhama.example", "judge", "--scope", "contest:3")
    citizen, secretariat = phone(), phone()
    hand_in_an_idea(citizen, texts, another=phone)
    publish(secretariat, texts.title)
    move_dates(secretariat, voting=(-1, 24), judging=(-1, 24))
    vote(phone(), texts.title)
    score(phone(), texts)
    move_dates(secretariat, voting=(-1, 0), judging=(-1, 0))
    decide_awards(secretariat, texts)
    read_the_result(phone(), texts)


def hand_in_an_idea(citizen: Phone, texts: Texts, another: Callable[[], Phone]) -> None:
    citizen.be("citizen", CONTEST)
    citizen.press("Write an idea")
    citizen.is_headed("Write an idea")
    citizen.page.get_by_role("radio").first.check()
    citizen.write("Title", texts.title)
    citizen.write("What is the trouble?", texts.problem)
    if citizen.has_script:
        lose_the_line(citizen, texts)
        lose_the_sign_in(citizen, texts, another())
    else:
        citizen.press("Save the draft")
        citizen.reads("Your draft has been saved. You can go on at any time from your page.")
        citizen.write("Your proposal", texts.proposal)
    with citizen.faults.expected():  # a browser writes a refused form (422) on its console
        citizen.press("Submit the idea")
    citizen.reads("Please check what you entered")
    citizen.write("Which data would this need?", texts.data_needed)
    citizen.press("Submit the idea")
    citizen.reads("Thank you. Your idea has been received and will appear after a check.")
    for text in (texts.problem, texts.proposal, texts.data_needed):
        citizen.shows(text)


def lose_the_line(citizen: Phone, texts: Texts) -> None:
    is_saved = citizen.say.before("Saved at {time}.", "{time}")
    citizen.shows(is_saved)
    with citizen.faults.expected():
        citizen.context.set_offline(True)
        citizen.write("Your proposal", texts.proposal[:9])
        citizen.reads(
            "No connection. What you type is kept on this device and saved as soon as the connection is back."
        )
        citizen.context.set_offline(False)
        citizen.shows(is_saved)
    citizen.open(citizen.page.url)
    expect(citizen.page.get_by_label(citizen.say("Your proposal"))).to_have_value(texts.proposal[:9])


def lose_the_sign_in(citizen: Phone, texts: Texts, other: Phone) -> None:
    """The person ends this sign-in from another browser while they are still typing in this one."""
    draft = citizen.page.url
    other.be("citizen", "/my/sign-ins")
    other.press("End all others")
    with citizen.faults.expected():
        citizen.write("Your proposal", texts.proposal)
        citizen.reads(
            "Your sign-in has expired. What you typed is kept on this device; open this page again after signing in."
        )
    citizen.be("citizen", draft)
    citizen.press("Bring it back")
    expect(citizen.page.get_by_label(citizen.say("Your proposal"))).to_have_value(texts.proposal)
    citizen.shows(citizen.say.before("Saved at {time}.", "{time}"))


def publish(secretariat: Phone, title: str) -> None:
    secretariat.be("secretariat", f"{CONTEST}/desk")
    secretariat.follow_name(title)
    secretariat.press("Publish this idea")
    secretariat.reads("“%(title)s” is now public.", title=title)


def move_dates(secretariat: Phone, *, voting: tuple[int, int], judging: tuple[int, int]) -> None:
    """Move the dates to hours from now; the call for ideas ends when voting begins."""
    secretariat.be("secretariat", f"{CONTEST}/desk")
    secretariat.follow("Change the dates")
    hours = {
        "Ideas: until": voting[0],
        "Voting: from": voting[0],
        "Voting: until": voting[1],
        "Judging: from": judging[0],
        "Judging: until": judging[1],
    }
    for label, hour in hours.items():
        moment = dt.datetime.now(JST) + dt.timedelta(hours=hour)
        secretariat.write(label, moment.strftime("%Y-%m-%dT%H:%M"))
    secretariat.write("Reason for the change", "…")
    secretariat.press("Change the dates")
    secretariat.reads("The dates have been changed. The change is on the record.")


def vote(citizen: Phone, title: str) -> None:
    citizen.be("citizen2", CONTEST)
    citizen.follow("Vote")
    citizen.page.get_by_role("checkbox", name=title).check()
    citizen.press("Check my ballot")
    citizen.is_headed("Check your ballot")
    citizen.shows(title)
    citizen.press("Cast the ballot")
    citizen.reads("What this receipt shows")
    citizen.follow("See its entry in the record")
    citizen.open(CONTEST)
    citizen.follow("Your ballot's receipt")


def score(judge: Phone, texts: Texts) -> None:
    judge.be("judge", f"{CONTEST}/judging")
    judge.follow_name(texts.title)
    for criterion in judge.main.locator("form section").all():
        criterion.get_by_role("radio").nth(3).check()
        criterion.get_by_role("textbox").fill(texts.reason)
    judge.press("Hand in")
    judge.reads("Your scores for “%(title)s” have been handed in.", title=texts.title)


def decide_awards(secretariat: Phone, texts: Texts) -> None:
    secretariat.follow("Open the counts")
    secretariat.is_headed("Open the counts?")
    secretariat.press("Open the counts")
    secretariat.is_headed("Decide the awards")
    awards = secretariat.main.locator("ol.rows a").all_inner_texts()
    for number in range(len(awards)):
        secretariat.main.locator("ol.rows a").nth(number).click()
        if number == 0:
            secretariat.main.get_by_role("combobox").select_option(label=texts.title)
        secretariat.write("Explanation", texts.reason)
        secretariat.press("Keep this decision")
    secretariat.press("Publish the results now")
    secretariat.reads("The results are public now.")


def read_the_result(visitor: Phone, texts: Texts) -> None:
    visitor.open(f"/contests/?lang={visitor.say.language}")
    visitor.open(CONTEST)
    visitor.follow("See the results")
    visitor.shows(texts.title)
    visitor.shows(texts.reason)
    row = visitor.page.get_by_role("row").filter(has_text=texts.title)
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    visitor.follow_name(texts.title)
    visitor.shows(texts.proposal)
