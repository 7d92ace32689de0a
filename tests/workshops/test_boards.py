"""Slips, notes, groups and the ideas made of them."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from contest.enums import IdeaState, Phase
from contest.models import Idea
from foundations.database.clock import now
from foundations.database.session import db
from tests.factories.accounts import actor_of, make_person
from tests.factories.contest import make_contest
from tests.factories.workshops import (
    HOUR,
    make_board,
    make_group,
    make_note,
    make_registration,
    make_slip,
    make_workshop,
    publish,
)
from workshops.errors import (
    BoardHidden,
    GroupHasIdea,
    GroupNotEmpty,
    MinutesPublished,
    NotesClosed,
    SlipInUse,
    SlipUnknown,
)
from workshops.models import Board, Note, Slip, Workshop
from workshops.queries.boards import arranged, ideas_of_workshop, own_notes, visit_to
from workshops.services.boards import make_group as add_group
from workshops.services.boards import move_note, remove_group, reveal_board
from workshops.services.ideas import make_idea
from workshops.services.minutes import publish_minutes, save_minutes
from workshops.services.notes import write_note_for_others, write_note_with_slip, write_own_note
from workshops.services.slips import claim_slip, free_slip

pytestmark = pytest.mark.usefixtures("database")


def running(**more: object) -> Workshop:
    """A workshop that began an hour ago."""
    return make_workshop(begins_in=-HOUR, **more)  # type: ignore[arg-type]


def test_slip_is_for_the_first_phone_and_for_it_again() -> None:
    slip, _ = make_slip(make_board(running()), make_person())
    claimed, token = claim_slip(typed=slip.code.lower(), token=None, at=now())
    assert claim_slip(typed=slip.code, token=token, at=now()) == (claimed, token)
    for other in (None, "another phone's"):
        with pytest.raises(SlipInUse):
            claim_slip(typed=slip.code, token=other, at=now())


def test_freed_slip_goes_to_another_phone_and_shuts_the_first_out() -> None:
    board, facilitator = make_board(running()), make_person()
    slip, first = make_slip(board, facilitator, is_claimed=True)
    free_slip(slip=slip, by=actor_of(facilitator))
    _, second = claim_slip(typed=slip.code, token=None, at=now())
    db.session.commit()
    visitor = actor_of(make_person())
    assert visit_to(visitor, board.id, first) is None
    assert visit_to(visitor, board.id, second) is not None


@pytest.mark.parametrize("typed", ["AAAAA-AAAAA", "", "<script>"])
def test_unknown_code_is_refused(typed: str) -> None:
    with pytest.raises(SlipUnknown):
        claim_slip(typed=typed, token=None, at=now())


def test_slip_opens_its_own_table_only() -> None:
    workshop = running(tables=2)
    _, token = make_slip(make_board(workshop), make_person(), is_claimed=True)
    other = db.session.scalars(select(Board).where(Board.workshop_id == workshop.id, Board.number == 2)).one()
    assert visit_to(actor_of(make_person()), other.id, token) is None


def test_notes_are_private_until_the_reveal() -> None:
    workshop = running()
    board, facilitator = make_board(workshop), make_person()
    registration = make_registration(workshop, make_person(), has_come=True)
    slip, token = make_slip(board, facilitator, is_claimed=True)
    mine = write_note_with_slip(slip=slip, body="Benches", at=now())
    write_own_note(board=board, registration=registration, body="Shade", by=actor_of(registration.person))
    write_note_for_others(board=board, body="From paper", by=actor_of(facilitator))
    db.session.commit()
    found = visit_to(actor_of(make_person()), board.id, token)
    assert found is not None
    assert list(own_notes(found)) == [mine]
    reveal_board(board=board, by=actor_of(facilitator))
    assert [note.body for note in arranged(board).loose] == ["Benches", "Shade", "From paper"]


def test_late_note_is_refused_with_the_hours() -> None:
    workshop = make_workshop(begins_in=-5 * HOUR)
    slip, _ = make_slip(make_board(workshop), make_person(), is_claimed=True)
    with pytest.raises(NotesClosed) as refused:
        write_note_with_slip(slip=slip, body="…", at=now())
    assert refused.value.details["closes_at"] == workshop.ends_at + HOUR / 2


def test_paper_can_be_typed_in_after_the_end() -> None:
    board, facilitator = make_board(make_workshop(begins_in=-5 * HOUR)), make_person()
    assert write_note_for_others(board=board, body="…", by=actor_of(facilitator)).id
    with pytest.raises(NotesClosed):
        write_note_for_others(board=board, body="…", by=actor_of(facilitator, at=now() + dt.timedelta(days=8)))


def test_every_change_moves_the_boards_version() -> None:
    board, person = make_board(running(), is_revealed=True), make_person()
    note = make_note(board, person)
    versions = []
    for change in (
        lambda: write_note_for_others(board=board, body="…", by=actor_of(person)),
        lambda: add_group(board=board, heading="Shade", by=actor_of(person)),
        lambda: move_note(note=note, group=None),
    ):
        change()
        db.session.commit()
        versions.append(board.version)
    assert versions == [1, 2, 3]


def test_nobody_arranges_a_hidden_board() -> None:
    board, person = make_board(running()), make_person()
    with pytest.raises(BoardHidden):
        add_group(board=board, heading="Shade", by=actor_of(person))
    with pytest.raises(BoardHidden):
        move_note(note=make_note(board, person), group=None)


def test_group_with_notes_is_not_removed() -> None:
    board, person = make_board(running(), is_revealed=True), make_person()
    group = make_group(board)
    note = make_note(board, person, group=group)
    with pytest.raises(GroupNotEmpty):
        remove_group(group=group)
    db.session.rollback()
    move_note(note=note, group=None)
    remove_group(group=group)
    db.session.commit()
    assert arranged(board).groups == []


def test_schema_refuses_a_note_in_another_tables_group_and_one_without_a_writer() -> None:
    workshop = running(tables=2)
    board, person = make_board(workshop), make_person()
    other = db.session.scalars(select(Board).where(Board.workshop_id == workshop.id, Board.number == 2)).one()
    group = make_group(other)
    wrong: tuple[dict[str, int], ...] = ({"group_id": group.id, "written_for_others_by_id": person.id}, {})
    for more in wrong:
        db.session.add(Note(board_id=board.id, body="…", written_at=now(), position=1, **more))
        with pytest.raises(IntegrityError):
            db.session.commit()
        db.session.rollback()


def test_group_becomes_a_draft_once_and_shows_up_when_published() -> None:
    contest, person = make_contest(phase=Phase.SUBMISSION), make_person()
    workshop = running(contest=contest)
    board = make_board(workshop, is_revealed=True)
    group = make_group(board, heading="Benches every hundred metres")
    make_note(board, person, body="My knees", group=group)
    made = make_idea(group=group, contest=contest, by=actor_of(person))
    db.session.commit()
    idea = db.session.get_one(Idea, made.idea_id)
    assert (idea.title, idea.problem, idea.author_id) == ("Benches every hundred metres", "・My knees", person.id)
    assert list(ideas_of_workshop(workshop)) == []
    with pytest.raises(GroupHasIdea):
        make_idea(group=group, contest=contest, by=actor_of(make_person()))
    with pytest.raises(GroupHasIdea):
        remove_group(group=group)
    idea.state, idea.division_id = IdeaState.PUBLISHED, contest.divisions[0].id
    idea.proposal, idea.published_at = "…", now()
    db.session.commit()
    assert [found.title for found in ideas_of_workshop(workshop)] == ["Benches every hundred metres"]


def test_two_groups_become_two_drafts() -> None:
    contest, person = make_contest(phase=Phase.SUBMISSION), make_person()
    board = make_board(running(contest=contest), is_revealed=True)
    made = [make_idea(group=make_group(board), contest=contest, by=actor_of(person)).idea_id for _ in range(2)]
    assert made[0] != made[1]


def test_published_minutes_stand_and_open_the_boards() -> None:
    workshop, person = running(), make_person()
    board = make_board(workshop, is_revealed=True)
    stranger = actor_of(make_person())
    save_minutes(workshop=workshop, body="Draft", by=actor_of(person))
    db.session.commit()
    assert visit_to(stranger, board.id, None) is None
    publish_minutes(workshop=workshop, body="Final", by=actor_of(person))
    db.session.commit()
    assert visit_to(stranger, board.id, None) is not None
    with pytest.raises(MinutesPublished):
        save_minutes(workshop=workshop, body="Other", by=actor_of(person))


def test_notes_are_closed_once_the_minutes_are_out() -> None:
    workshop, person = running(), make_person()
    slip, _ = make_slip(make_board(workshop), person, is_claimed=True)
    publish(workshop, person)
    with pytest.raises(NotesClosed):
        write_note_with_slip(slip=db.session.get_one(Slip, slip.id), body="…", at=now())
