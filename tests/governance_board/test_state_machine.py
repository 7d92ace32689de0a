"""R-49: motions, votes, rules and brakes in any order, against the council in plain memory."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from foundations.database.clock import day_in_japan, start_of_day
from foundations.database.session import db
from foundations.refusal import Refusal
from governance_board.enums import Formula, MotionKind, Sector, Target, Vote
from governance_board.methods.records import replay_record
from governance_board.queries.rules import all_rules, rules_in_force
from governance_board.queries.suspensions import suspensions_in_force
from governance_board.services.meetings import Matter, add_item, note_departure, open_item
from governance_board.services.motions import Subject, amend_motion, recuse_seat, submit_motion, withdraw_motion
from governance_board.services.rules import carry_out_motion
from governance_board.services.suspensions import request_suspension, sign_suspension
from governance_board.services.votes import cast_vote, close_vote, open_vote
from governance_board.services.wordings import Wording
from tests.conftest import empty_database
from tests.factories.council import Board, arrive, make_board, make_meeting
from tests.governance_board.model import Model, ModelMotion, Said

if TYPE_CHECKING:
    from governance_board.models import Meeting, Motion, Suspension

SECTORS = (Sector.GOVERNMENT, Sector.COMPANY) * 2
SEATS = range(len(SECTORS))
SLUGS = ("one", "two", "three")
TERMS = '{{"effect": "{}", "datasets": ["flow"], "purposes": ["relief"]}}'
DAY = dt.timedelta(days=1)
STEPS = 40
seat = st.sampled_from(SEATS)
number = st.integers(0, 30)
said = st.tuples(st.sampled_from(["permit", "permit", "permit", "forbid"]), st.integers(-5, 20), st.integers(1, 40))


class Council(RuleBasedStateMachine):
    """Each act is done twice: by the services, and in the model that says what must come of it."""

    app: Flask

    @initialize()
    def establish(self) -> None:
        self.context = self.app.app_context()
        self.context.push()
        self.board: Board = make_board(sectors=SECTORS)
        self.meeting: Meeting = make_meeting(self.board)
        self.model = Model(present=set(SEATS))
        self.motions: list[Motion] = []
        self.brakes: list[Suspension] = []
        self.began_at = self.board.at

    def teardown(self) -> None:
        if hasattr(self, "context"):
            db.session.remove()
            self.context.pop()
            empty_database(self.app)

    def both(self, expected: Said, act: Callable[[], Any]) -> Any:
        """Do it; it must come to what the model says."""
        refusal: Said = None
        done = None
        try:
            done = act()
            db.session.commit()
        except Refusal as refused:
            refusal = type(refused)
            db.session.rollback()
            db.session.expire_all()
        assert refusal == expected
        return done

    def day(self, offset: int) -> dt.date:
        return day_in_japan(self.board.at) + offset * DAY

    def wording(self, said: tuple[str, int, int]) -> tuple[tuple[str, dt.date, dt.date], Wording]:
        effect, first, lasts = said
        days = self.day(first), self.day(first + lasts)
        text = Wording("題", "Title", "本文", "Text", TERMS.format(effect), *days, reason="理由")
        return (effect, *days), text

    @rule(
        kind=st.sampled_from(MotionKind), formula=st.sampled_from([Formula.MAJORITY, Formula.TWO_THIRDS]),
        slug=st.sampled_from(SLUGS), about=number, said=said,
    )  # fmt: skip
    def submit(self, kind: MotionKind, formula: Formula, slug: str, about: int, said: tuple[str, int, int]) -> None:
        subject, model = Subject(), ModelMotion(kind.value, formula.value)
        if kind == MotionKind.ENACT_RULE:
            subject, model.slug = Subject(rule_slug=slug), slug
        elif kind in {MotionKind.AMEND_RULE, MotionKind.REPEAL_RULE}:
            rules = all_rules()
            if not rules:
                return
            chosen = rules[about % len(rules)]
            subject, model.rule = Subject(rule=chosen), chosen.slug
        elif kind != MotionKind.RESOLUTION:
            if not self.brakes:
                return
            model.suspension = about % len(self.brakes)
            subject = Subject(suspension=self.brakes[model.suspension])
        by = self.board.secretariat
        model.said, wording = self.wording(said)
        expected = self.model.submit(model, by.at)
        motion = self.both(
            expected, lambda: submit_motion(kind=kind, formula=formula, subject=subject, wording=wording, by=by)
        )
        if motion is not None:
            self.motions.append(motion)
            add_item(meeting=self.meeting, matter=Matter("議題", "Item", motion), by=self.board.secretariat)
            db.session.commit()

    @precondition(lambda self: self.motions)
    @rule(which=number, said=said)
    def amend(self, which: int, said: tuple[str, int, int]) -> None:
        which %= len(self.motions)
        by = self.board.secretariat
        told, wording = self.wording(said)
        expected = self.model.amend(which, told, by.at)
        self.both(expected, lambda: amend_motion(motion=self.motions[which], wording=wording, by=by))

    @precondition(lambda self: self.motions)
    @rule(which=number)
    def withdraw(self, which: int) -> None:
        which %= len(self.motions)
        by = self.board.secretariat
        self.both(self.model.withdraw(which), lambda: withdraw_motion(motion=self.motions[which], by=by))

    @precondition(lambda self: self.motions)
    @rule(which=number, seat=seat)
    def recuse(self, which: int, seat: int) -> None:
        which %= len(self.motions)
        by, place = self.board.chair, self.board.seats[seat]
        self.both(
            self.model.recuse(which, seat),
            lambda: recuse_seat(motion=self.motions[which], seat=place, reason="会長の判断", by=by),
        )

    @precondition(lambda self: self.motions)
    @rule(which=number)
    def call_up(self, which: int) -> None:
        which %= len(self.motions)
        by, item = self.board.chair, self.meeting.items[which]
        self.both(self.model.call_up(which), lambda: open_item(meeting=self.meeting, item=item, by=by))

    @precondition(lambda self: self.motions)
    @rule(which=number)
    def open_vote(self, which: int) -> None:
        which %= len(self.motions)
        by = self.board.chair
        expected = self.model.open_vote(which, SEATS, by.at)
        self.both(expected, lambda: open_vote(motion=self.motions[which], by=by))

    @precondition(lambda self: self.motions)
    @rule(which=number, seat=seat, choice=st.sampled_from([Vote.YES, Vote.YES, Vote.NO, Vote.ABSTAIN]))
    def cast(self, which: int, seat: int, choice: Vote) -> None:
        which %= len(self.motions)
        by = self.board.actor(seat)
        self.both(
            self.model.cast(which, seat, choice.value),
            lambda: cast_vote(motion=self.motions[which], choice=choice, by=by),
        )

    @precondition(lambda self: self.motions)
    @rule(which=number)
    def close_vote(self, which: int) -> None:
        which %= len(self.motions)
        by, motion = self.board.chair, self.motions[which]
        self.both(self.model.close_vote(which, SEATS), lambda: close_vote(motion=motion, by=by))
        if motion.result is not None:
            assert replay_record(motion.result.record)[1]

    @precondition(lambda self: any(one.state == "submitted" for one in self.model.motions))
    @rule(which=number)
    def carry_a_motion(self, which: int) -> None:
        """The usual way, so that much is carried: everybody is there and says yes."""
        waiting = [index for index, one in enumerate(self.model.motions) if one.state == "submitted"]
        chosen = waiting[which % len(waiting)]
        for index in SEATS:
            self.arrive(index)
        self.call_up(chosen)
        self.open_vote(chosen)
        for index in SEATS:
            self.cast(chosen, index, Vote.YES)
        self.close_vote(chosen)
        self.carry_out(chosen)

    @precondition(lambda self: self.motions)
    @rule(which=number)
    def carry_out(self, which: int) -> None:
        which %= len(self.motions)
        by = self.board.secretariat
        expected = self.model.carry_out(which, by.at)
        self.both(expected, lambda: carry_out_motion(motion=self.motions[which], by=by))

    @rule(seat=seat)
    def arrive(self, seat: int) -> None:
        if seat not in self.model.present:
            arrive(self.board, self.meeting, seat)
            db.session.commit()
            self.model.present.add(seat)

    @rule(seat=seat)
    def leave(self, seat: int) -> None:
        if seat in self.model.present:
            place = self.board.seats[seat].id
            there = next(one for one in self.meeting.attendances if one.seat_id == place and one.left_at is None)
            note_departure(meeting=self.meeting, attendance=there, by=self.board.secretariat)
            db.session.commit()
            self.model.present.remove(seat)

    @rule(seat=seat)
    def brake(self, seat: int) -> None:
        by, name = self.board.actor(seat), f"data-{len(self.brakes)}"
        asked = request_suspension(target=Target.DATASET, name=name, reason="急を要する", by=by)
        db.session.commit()
        self.brakes.append(asked)
        self.model.brakes.append({"asked": by.at})
        self.model.braking.append(seat % 2)

    @precondition(lambda self: self.brakes)
    @rule(which=number, seat=seat)
    def sign(self, which: int, seat: int) -> None:
        which %= len(self.brakes)
        by = self.board.actor(seat)
        expected = self.model.sign(which, seat, by.at)
        self.both(expected, lambda: sign_suspension(suspension=self.brakes[which], by=by))

    @rule(days=st.integers(0, 3))
    def wait(self, days: int) -> None:
        self.board.at += days * DAY

    @rule(at=st.integers(-3, 60), known=st.integers(0, 40))
    def ask(self, at: int, known: int) -> None:
        """In force at a day as known at another: as the model says, and nothing changes before it is said to."""
        moment = start_of_day(self.day(at))
        known_at = min(self.began_at + known * DAY, self.board.at)
        found = rules_in_force(at=moment, known_at=known_at)
        assert {one.slug: one.terms.effect.value for one in found.rules} == self.model.in_force(moment, known_at)
        just_before = (found.changes_at or moment + 9 * DAY) - dt.timedelta.resolution
        assert self.model.in_force(just_before, known_at) == self.model.in_force(moment, known_at)
        stopped = {one.number - 1 for one in suspensions_in_force(at=moment, known_at=known_at).suspensions}
        assert stopped == {index for index in range(len(self.brakes)) if self.model.is_braked(index, moment, known_at)}

    @invariant()
    def states_agree(self) -> None:
        if hasattr(self, "motions"):
            assert [motion.state.value for motion in self.motions] == [one.state for one in self.model.motions]


@pytest.mark.parametrize("runs", [20, pytest.param(500, marks=pytest.mark.trust)])
def test_council_behaves_as_its_model(app: Flask, runs: int) -> None:
    machine = type("CouncilOfThisApp", (Council,), {"app": app})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
