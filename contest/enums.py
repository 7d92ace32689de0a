"""The words of a contest."""

from enum import StrEnum


class Phase(StrEnum):
    """Where a contest stands; derived from its windows and the clock, never stored."""

    ANNOUNCED = "announced"
    SUBMISSION = "submission"
    INTERVAL = "interval"
    VOTING = "voting"
    PAUSE = "pause"
    JUDGING = "judging"
    CLOSED = "closed"
    DECISION = "decision"
    RELEASED = "released"


class WindowKind(StrEnum):
    """The phases that have dates of their own: ``[opens_at, closes_at)``."""

    SUBMISSION = "submission"
    VOTING = "voting"
    JUDGING = "judging"


class ContestRole(StrEnum):
    """What an actor is to one contest."""

    VISITOR = "visitor"
    CITIZEN = "citizen"
    JUDGE = "judge"
    SECRETARIAT = "secretariat"
    AUDITOR = "auditor"


class Action(StrEnum):
    """What can be done in a contest."""

    READ_IDEAS = "read_ideas"
    DRAFT_IDEA = "draft_idea"
    SUBMIT_IDEA = "submit_idea"
    WITHDRAW_IDEA = "withdraw_idea"
    COMMENT = "comment"
    SUPPORT = "support"
    MODERATE = "moderate"
    IMPORT_IDEAS = "import_ideas"
    ADD_DIVISION = "add_division"
    REMOVE_DIVISION = "remove_division"
    ADD_CRITERION = "add_criterion"
    REMOVE_CRITERION = "remove_criterion"
    ADD_AWARD = "add_award"
    REMOVE_AWARD = "remove_award"
    CHANGE_TEXTS = "change_texts"
    CHANGE_SCHEDULE = "change_schedule"
    APPOINT_JUDGES = "appoint_judges"
    VOTE = "vote"
    SCORE = "score"
    OPEN_COUNTS = "open_counts"
    DECIDE_AWARDS = "decide_awards"
    RELEASE_RESULTS = "release_results"
    READ_RESULTS = "read_results"


class PartKind(StrEnum):
    """What a contest is made of, as its addresses name it."""

    DIVISIONS = "divisions"
    CRITERIA = "criteria"
    AWARDS = "awards"


class IdeaState(StrEnum):
    """Where an idea stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class IdeaOrigin(StrEnum):
    """How an idea reached us."""

    WEB = "web"
    IMPORT = "import"
    WORKSHOP = "workshop"


class ConflictKind(StrEnum):
    """Why a judge does not score an idea."""

    AUTHOR = "author"
    FAMILY = "family"
    SAME_BODY = "same_body"
    OTHER = "other"


class WorkKind(StrEnum):
    """What waits for whoever judges or runs a contest."""

    SCORE = "score"
    CHECK = "check"
    IMPORT = "import"
    SHEETS = "sheets"


class InvitationState(StrEnum):
    """Where an invitation to judge stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class SearchKind(StrEnum):
    """What search finds of a contest."""

    IDEA = "idea"
    CONTEST = "contest"


class ImportState(StrEnum):
    """Where an uploaded file of ideas stands."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    FAULTY = "faulty"
    READY = "ready"
    IMPORTING = "importing"
    DONE = "done"
    CANCELLED = "cancelled"


PUBLIC_ACTS = frozenset(
    {
        "contest.announced",
        "contest.schedule_changed",
        "contest.texts_changed",
        "contest.ideas_imported",
        "contest.counts_opened",
        "contest.phase_closed",
        "contest.part_added",
        "contest.part_removed",
        "contest.results_released",
    }
)
"""Acts that name no person and hide no result: the ledger's export opens their entries."""
