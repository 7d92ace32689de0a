"""A person's own page: what waits for them, what they wrote, which ballots they cast."""

from flask.typing import ResponseReturnValue

from accounts.policies import is_person, may_operate
from contest import policies
from contest.queries.contests import contests_visible_to
from contest.queries.ideas import own_ideas
from contest.queries.judges import invitations_to
from contest.queries.waiting import own_ballots, work_waiting
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.pages import render_page
from front_door import presets
from front_door.queries import Trouble, trouble_at
from front_door.views.blueprint import blueprint
from governance_board.presets.tasks import tasks_of as tasks_in_council
from workshops.queries.participants import own_registrations
from workshops.queries.workshops import workshops_to_run


@blueprint.get("/my")
@guard(is_person)
def show_my_page() -> ResponseReturnValue:
    """Show what waits first, then what one has done."""
    actor = current_actor()
    contests = contests_visible_to(actor)
    run = [one for one in contests if policies.is_secretariat(actor, one)]
    ideas, ballots = own_ideas(actor), own_ballots(actor)
    duties = presets.Duties(
        work=work_waiting(
            actor,
            judged=[one.id for one in contests if policies.may_score(actor, one)],
            run=[one.id for one in run],
            scored=[one.id for one in run if policies.is_judging_open(actor, one)],
        ),
        invitations=invitations_to(actor),
        trouble=trouble_at(actor.at) if may_operate(actor) else Trouble(),
        to_run=workshops_to_run(actor),
        council=tasks_in_council(actor),
    )
    own = presets.Own(ideas, ballots, own_registrations(actor))
    return render_page(
        "front_door/show_my_page.html",
        tasks=presets.tasks_of(actor, contests, own, duties),
        ideas=presets.own_ideas_shown(ideas),
        ballots=ballots,
        has_duty=actor.has_duty,
        desks=[one for one in run if one.released_at is None],
        may_operate=may_operate(actor),
    )
