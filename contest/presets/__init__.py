"""How a contest's words, dates and changes are shown."""

from contest.presets.changes import ShownChange, shown_changes
from contest.presets.contests import (
    ContestEntry,
    TimelinePhase,
    column_label,
    conflict_label,
    idea_state_label,
    idea_state_note,
    import_state_label,
    order_label,
    part_lists,
    show_closing,
    time_left,
    timeline,
)
from contest.presets.waiting import Task, Work, invitation_tasks, judges_tasks, office_tasks

__all__ = [
    "ContestEntry",
    "ShownChange",
    "Task",
    "TimelinePhase",
    "Work",
    "column_label",
    "conflict_label",
    "idea_state_label",
    "idea_state_note",
    "import_state_label",
    "invitation_tasks",
    "judges_tasks",
    "office_tasks",
    "order_label",
    "part_lists",
    "show_closing",
    "shown_changes",
    "time_left",
    "timeline",
]
