"""What the secretariat decides about ideas and comments, always with a reason."""

from accounts.methods import Actor
from contest.errors import AlreadyReleased
from contest.methods.texts import text_digest
from contest.models import Comment, Idea, Improvement, Moderation
from contest.search_documents import idea_changed
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record


def publish_idea(*, idea: Idea, by: Actor) -> None:
    """Show a submitted idea to everybody."""
    _hold(idea)
    idea.publish(at=by.at)
    _decide(idea, is_published=True, reason="", by=by)


def refuse_idea(*, idea: Idea, reason: str, by: Actor) -> None:
    """Keep an idea from the public, and tell its author why."""
    _hold(idea)
    idea.refuse(at=by.at)
    _decide(idea, is_published=False, reason=reason, by=by)


def hide_comment(*, comment: Comment, reason: str, by: Actor) -> None:
    """Replace a comment's text by the reason; its place and author stay."""
    comment.hidden_at = by.at
    comment.hidden_reason = reason
    payload = {"comment": comment.id, "by": by.person_id, "reason": reason, "text": text_digest(comment.body)}
    record("contest.comment_hidden", payload, subject=f"comment:{comment.id}", at=by.at)


def hide_improvement(*, improvement: Improvement, reason: str, by: Actor) -> None:
    """Replace what a voter wrote beside a pick by the reason; the ballot stays as it was cast."""
    improvement.hidden_at = by.at
    improvement.hidden_reason = reason
    record(
        "contest.improvement_hidden",
        {
            "improvement": improvement.key,
            "idea": improvement.idea_id,
            "by": by.person_id,
            "reason": reason,
            "text": text_digest(improvement.body),
        },
        subject=f"idea:{improvement.idea_id}",
        at=by.at,
    )


def _hold(idea: Idea) -> None:
    hold(idea.contest, "released_at")
    if idea.contest.released_at is not None:
        raise AlreadyReleased
    hold(idea, "state")


def _decide(idea: Idea, *, is_published: bool, reason: str, by: Actor) -> None:
    db.session.add(
        Moderation(
            idea_id=idea.id, is_published=is_published, reason=reason, decided_by_id=by.person_id, decided_at=by.at
        )
    )
    idea_changed(idea, at=by.at)
    kind = "contest.idea_published" if is_published else "contest.idea_refused"
    payload = {"idea": idea.id, "by": by.person_id, "reason": reason, "text": idea.text_digest}
    record(kind, payload, subject=f"idea:{idea.id}", at=by.at)
