"""Who may do what in a contest: the phase table, read with what the actor is to the contest."""

import datetime as dt

from accounts.enums import Role, contest_scope
from accounts.methods import Actor
from contest.enums import Action, ContestRole, IdeaState, PartKind, Phase
from contest.methods.phases import ADDING, REMOVING, is_permitted
from contest.models import Comment, Contest, Idea, IdeaImport, Improvement, JudgeInvitation

_DUTIES = {
    Role.JUDGE: ContestRole.JUDGE,
    Role.SECRETARIAT: ContestRole.SECRETARIAT,
    Role.AUDITOR: ContestRole.AUDITOR,
}


def roles_in(actor: Actor, contest: Contest) -> frozenset[ContestRole]:
    """Return what the actor is to the contest. A duty in it excludes acting as a citizen in it."""
    scope = contest_scope(contest.id)
    duties = {contest_role for role, contest_role in _DUTIES.items() if actor.has_role(role, scope)}
    if actor.is_confirmed and not duties:
        duties = {ContestRole.CITIZEN}
    return frozenset(duties | {ContestRole.VISITOR})


def may(actor: Actor, action: Action, contest: Contest) -> bool:
    """Tell whether the phase table opens ``action`` to the actor now."""
    return is_permitted(action, contest.phases_at(actor.at), roles_in(actor, contest))


def is_author(actor: Actor, idea: Idea) -> bool:
    """Tell whether the actor wrote the idea."""
    return actor.person_id is not None and idea.author_id == actor.person_id


def is_secretariat(actor: Actor, contest: Contest) -> bool:
    """Tell whether the actor runs the contest."""
    return ContestRole.SECRETARIAT in roles_in(actor, contest)


def may_see_contest(actor: Actor, contest: Contest) -> bool:
    """Everybody, once it is announced; before that, who prepares it."""
    return contest.announced_at is not None or is_secretariat(actor, contest)


def may_create_contest(actor: Actor) -> bool:
    """The secretariat of the whole city."""
    return actor.has_role(Role.SECRETARIAT)


def may_add_part(actor: Actor, contest: Contest, kind: PartKind) -> bool:
    """The secretariat, as long as the phase table lets a part of this kind come."""
    return may(actor, ADDING[kind], contest)


def may_remove_part(actor: Actor, contest: Contest, kind: PartKind) -> bool:
    """The secretariat, as long as the phase table lets a part of this kind go."""
    return may(actor, REMOVING[kind], contest)


def is_secretariat_of_part(actor: Actor, found: tuple[Contest, object]) -> bool:
    """Tell whether the actor runs the contest of a part."""
    return is_secretariat(actor, found[0])


def may_announce_contest(actor: Actor, contest: Contest) -> bool:
    """The secretariat, once."""
    return contest.announced_at is None and is_secretariat(actor, contest)


def may_hide_comment(actor: Actor, comment: Comment) -> bool:
    """The secretariat of the contest, once."""
    return comment.hidden_at is None and is_secretariat(actor, comment.idea.contest)


def may_hide_improvement(actor: Actor, improvement: Improvement) -> bool:
    """The secretariat of the contest, once."""
    return improvement.hidden_at is None and is_secretariat(actor, improvement.idea.contest)


def may_read_idea(actor: Actor, idea: Idea) -> bool:
    """Everybody a published one; the author their own; the secretariat what was handed in."""
    if is_author(actor, idea) or (idea.is_public and may_see_contest(actor, idea.contest)):
        return True
    return idea.state != IdeaState.DRAFT and is_secretariat(actor, idea.contest)


def may_draft_idea(actor: Actor, contest: Contest) -> bool:
    """Citizens, while ideas are accepted."""
    return may(actor, Action.DRAFT_IDEA, contest)


def may_edit_idea(actor: Actor, idea: Idea) -> bool:
    """The author, while it is a draft (after the close it can still be read and copied)."""
    return is_author(actor, idea) and idea.state == IdeaState.DRAFT


def may_withdraw_idea(actor: Actor, idea: Idea) -> bool:
    """The author, until voting begins."""
    return (
        is_author(actor, idea)
        and idea.state in {IdeaState.SUBMITTED, IdeaState.PUBLISHED}
        and may(actor, Action.WITHDRAW_IDEA, idea.contest)
    )


def may_comment(actor: Actor, idea: Idea) -> bool:
    """Citizens and the secretariat, on a published idea."""
    return idea.is_public and may(actor, Action.COMMENT, idea.contest)


def may_support(actor: Actor, idea: Idea) -> bool:
    """Citizens, on somebody else's published idea."""
    return idea.is_public and not is_author(actor, idea) and may(actor, Action.SUPPORT, idea.contest)


def may_moderate_idea(actor: Actor, idea: Idea) -> bool:
    """The secretariat of the contest."""
    return idea.state != IdeaState.DRAFT and may(actor, Action.MODERATE, idea.contest)


def may_vote(actor: Actor, contest: Contest) -> bool:
    """Citizens, while voting is open."""
    return may(actor, Action.VOTE, contest)


def may_open_ballot(actor: Actor, _contest: Contest) -> bool:
    """Anyone signed in; the page itself says why somebody cannot vote and what to do."""
    return actor.is_signed_in


def may_be_invited_to_vote(actor: Actor, contest: Contest) -> bool:
    """Everybody while voting is open, but whoever is on duty; a visitor is led to sign in."""
    return is_voting_open(actor, contest) and not is_on_duty(actor, contest)


def is_voting_open(actor: Actor, contest: Contest) -> bool:
    """Tell whether ballots are taken in now."""
    return Phase.VOTING in contest.phases_at(actor.at)


def is_judging_open(actor: Actor, contest: Contest) -> bool:
    """Tell whether judges score now."""
    return Phase.JUDGING in contest.phases_at(actor.at)


def is_on_duty(actor: Actor, contest: Contest) -> bool:
    """Tell whether the actor judges, runs or audits the contest."""
    return not roles_in(actor, contest).isdisjoint(_DUTIES.values())


def may_score(actor: Actor, contest: Contest) -> bool:
    """Judges of the contest, while judging is open."""
    return may(actor, Action.SCORE, contest)


def is_judge(actor: Actor, contest: Contest) -> bool:
    """Tell whether the actor judges the contest."""
    return ContestRole.JUDGE in roles_in(actor, contest)


def is_judge_of_idea(actor: Actor, idea: Idea) -> bool:
    """Tell whether the actor judges the idea's contest."""
    return is_judge(actor, idea.contest)


def may_score_idea(actor: Actor, idea: Idea) -> bool:
    """Judges of the idea's contest, while judging is open; never their own idea."""
    return not is_author(actor, idea) and may_score(actor, idea.contest)


def may_decide_award(actor: Actor, found: tuple[Contest, object]) -> bool:
    """Whoever may decide the contest's awards."""
    return may_decide_awards(actor, found[0])


def may_read_results(actor: Actor, contest: Contest) -> bool:
    """Everybody, after the release."""
    return may(actor, Action.READ_RESULTS, contest)


def may_decide_awards(actor: Actor, contest: Contest) -> bool:
    """The secretariat, from the opening of the counts until the release."""
    return may(actor, Action.DECIDE_AWARDS, contest)


def may_release_results(actor: Actor, contest: Contest) -> bool:
    """The secretariat, from the opening of the counts until the release."""
    return may(actor, Action.RELEASE_RESULTS, contest)


def may_open_counts(actor: Actor, contest: Contest) -> bool:
    """The secretariat, once voting and judging have closed."""
    return may(actor, Action.OPEN_COUNTS, contest)


def may_change_schedule(actor: Actor, contest: Contest) -> bool:
    """The secretariat, until the counts are opened."""
    return may(actor, Action.CHANGE_SCHEDULE, contest)


def may_change_texts(actor: Actor, contest: Contest) -> bool:
    """The secretariat, until the counts are opened."""
    return may(actor, Action.CHANGE_TEXTS, contest)


def may_appoint_judges(actor: Actor, contest: Contest) -> bool:
    """The secretariat, until the counts are opened."""
    return may(actor, Action.APPOINT_JUDGES, contest)


def may_judges_come(contest: Contest, at: dt.datetime) -> bool:
    """Tell whether an office of a judge can still begin."""
    return is_permitted(Action.APPOINT_JUDGES, contest.phases_at(at), {ContestRole.SECRETARIAT})


def may_read_invitation(actor: Actor, _invitation: JudgeInvitation) -> bool:
    """Whoever it was sent to, whose address is confirmed."""
    return actor.is_confirmed


def may_accept_invitation(actor: Actor, invitation: JudgeInvitation) -> bool:
    """Whoever it was sent to and holds no other office in the contest, while judges may come."""
    contest = invitation.contest
    return invitation.is_open and may_judges_come(contest, actor.at) and not is_on_duty(actor, contest)


def may_decline_invitation(_actor: Actor, invitation: JudgeInvitation) -> bool:
    """Whoever it was sent to, while it is open."""
    return invitation.is_open


def may_dismiss_judge(actor: Actor, found: tuple[Contest, object]) -> bool:
    """Whoever may appoint judges."""
    return may_appoint_judges(actor, found[0])


def may_cancel_invitation(actor: Actor, invitation: JudgeInvitation) -> bool:
    """Whoever may appoint judges in the contest."""
    return may_appoint_judges(actor, invitation.contest)


def may_import_ideas(actor: Actor, contest: Contest) -> bool:
    """The secretariat, until voting begins."""
    return may(actor, Action.IMPORT_IDEAS, contest)


def may_work_on_import(actor: Actor, started: IdeaImport) -> bool:
    """Whoever may import ideas into the contest."""
    return may_import_ideas(actor, started.contest)
