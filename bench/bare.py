"""The limit: Flask handlers that read or write the same rows in plain SQL and send the same bytes.

Nothing is checked, built or rendered here: answers are the application's own, recorded.
What a request must know (whose cookie it is, the contest, the rule) is read, and what the
application leaves behind is written, with the same driver and the same durability.
"""

import datetime as dt
import hashlib
import json
import secrets
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, session

from bench.plain_sql import PlainSql
from bench.serving import SECRET_KEY

ANSWERS = "answers.json"

_WHO = """
    SELECT sign_ins.id, sign_ins.last_seen_at, sign_ins.reauthenticated_at, people.id, people.name, people.language,
           people.confirmed_at, role_grants.role, role_grants.scope
    FROM sign_ins JOIN people ON people.id = sign_ins.person_id
    LEFT JOIN role_grants ON role_grants.person_id = people.id AND role_grants.starts_at <= ?
    WHERE sign_ins.token_digest = ? AND sign_ins.ended_at IS NULL AND people.suspended_at IS NULL
"""
_CONTEST = """
    SELECT * FROM contests JOIN phase_windows ON phase_windows.contest_id = contests.id
    JOIN divisions ON divisions.contest_id = contests.id WHERE contests.slug = ?
"""
_COUNT = "SELECT count(*) FROM ideas WHERE contest_id = ? AND state = 'published'"
_IDEAS = """
    SELECT ideas.id, title, substr(proposal, 1, 140), division_id, coalesce(people.name, credited_name), support_count,
           comment_count
    FROM ideas LEFT JOIN people ON people.id = ideas.author_id
    WHERE contest_id = ? AND state = 'published' ORDER BY published_at DESC, ideas.id DESC LIMIT 20
"""
_IDEA = """
    SELECT * FROM ideas JOIN contests ON contests.id = ideas.contest_id
    JOIN phase_windows ON phase_windows.contest_id = contests.id
    LEFT JOIN divisions ON divisions.id = ideas.division_id LEFT JOIN people ON people.id = ideas.author_id
    WHERE ideas.id = ?
"""
_COMMENTS = """
    SELECT comments.id, body, posted_at, hidden_at, hidden_reason, author_id, people.name
    FROM comments JOIN people ON people.id = comments.author_id
    WHERE idea_id = ? ORDER BY posted_at DESC, comments.id DESC LIMIT 50
"""
_SLOTS = """
    SELECT division_id, slot FROM pick_slots JOIN contests ON contests.id = pick_slots.contest_id
    WHERE pick_slots.contest_id = ? AND contests.counts_opened_at IS NULL
"""
_HEAD = "SELECT size, frontier FROM ledger_head WHERE id = 1"


def create(url: str, folder: Path) -> Flask:
    """Return the bare handlers over ``url``; they answer with what lies recorded in ``folder``."""
    app = Flask("bare")
    app.config.update(SECRET_KEY=SECRET_KEY, SESSION_COOKIE_NAME="yoriai")
    bare = Bare(PlainSql(url), json.loads((folder / ANSWERS).read_text()))
    app.get("/contests/<slug>/ideas")(bare.list_ideas)
    app.get("/ideas/<int:idea_id>")(bare.show_idea)
    app.post("/contests/<slug>/ballot")(bare.cast_ballot)
    app.post("/ideas/<int:idea_id>/submission")(bare.submit_idea)
    return app


class Bare:
    """The four handlers."""

    def __init__(self, sql: PlainSql, answers: dict[str, dict[str, Any]]) -> None:
        """Answer with ``answers``: status, headers and body by endpoint and kind of reader."""
        self._sql, self._answers = sql, answers

    def list_ideas(self, slug: str) -> Response:
        """Read the reader, the contest, the number of ideas and twenty of them."""
        reader = self._who()
        contest_id = self._sql.rows(_CONTEST, slug)[0][0]
        self._sql.rows(_COUNT, contest_id)
        self._sql.rows(_IDEAS, contest_id)
        return self._answer("list_ideas", reader)

    def show_idea(self, idea_id: int) -> Response:
        """Read the reader, the idea, its comments and whether the reader supports it."""
        reader = self._who()
        self._sql.rows(_IDEA, idea_id)
        self._sql.rows(_COMMENTS, idea_id)
        if reader is not None:
            self._sql.rows("SELECT idea_id FROM supports WHERE idea_id = ? AND person_id = ?", idea_id, reader)
        return self._answer("show_idea", reader)

    def cast_ballot(self, slug: str) -> Response:
        """Write the submission, the ballot, its picks, the mail and the ledger's entry."""
        picks = [int(pick) for pick in request.form.getlist("picks")]
        answer = self._answers["cast_ballot"]
        with self._sql.writing():
            submission = self._claim_submission()
            voter = self._who()
            contest_id = self._sql.rows(_CONTEST, slug)[0][0]
            self._sql.rows(_SLOTS + self._sql.for_key_share, contest_id)
            marks = ", ".join("?" * len(picks))
            divisions = dict(self._sql.rows(f"SELECT id, division_id FROM ideas WHERE id IN ({marks})", *picks))  # noqa: S608 - question marks only
            key = secrets.token_hex(13)
            ballot_id = self._insert_ballot(contest_id, voter, key, [(divisions[pick], pick) for pick in picks])
            self._insert_improvements(ballot_id, {pick: request.form.get(f"improvement-{pick}") for pick in picks})
            self._queue_mail(voter, key)
            self._keep_answer(submission, answer)
            self._append_entry("contest.ballot_cast", key, f"{'p' * 190}{key}")
        return self._answer("cast_ballot", voter)

    def submit_idea(self, idea_id: int) -> Response:
        """Write the submission, the idea and the ledger's entry."""
        form, at = request.form, self._sql.instant(dt.datetime.now(dt.UTC))
        with self._sql.writing():
            submission = self._claim_submission()
            author = self._who()
            contest_id = self._sql.rows(_IDEA, idea_id)[0][1]
            self._sql.rows("SELECT * FROM divisions WHERE contest_id = ?", contest_id)
            self._sql.change(
                "UPDATE ideas SET division_id = ?, title = ?, problem = ?, proposal = ?, data_needed = ?, "
                "saved_at = ?, state = 'submitted', submitted_at = ? WHERE id = ?",
                *(int(form["division"]), form["title"], form["problem"], form["proposal"], form["data_needed"]),
                *(at, at, idea_id),
            )
            key = secrets.token_hex(13)
            self._keep_answer(submission, self._answers["submit_idea"])
            self._append_entry("contest.idea_submitted", key, f"{'p' * 110}{key}", f"idea:{idea_id}")
        return self._answer("submit_idea", author)

    def _who(self) -> int | None:
        token = session.get("sign_in")
        if token is None:
            return None
        digest = hashlib.sha256(token.encode()).digest()
        person_id: int = self._sql.rows(_WHO, self._sql.instant(dt.datetime.now(dt.UTC)), digest)[0][3]
        return person_id

    def _claim_submission(self) -> bytes:
        self._sql.rows("SELECT reached_at FROM clock_marks")
        fingerprint = hashlib.sha256(request.get_data() + request.form["idempotency_key"].encode()).digest()
        self._sql.change(
            "INSERT INTO web_submissions (fingerprint, received_at) VALUES (?, ?)",
            *(fingerprint, self._sql.instant(dt.datetime.now(dt.UTC))),
        )
        return fingerprint

    def _keep_answer(self, fingerprint: bytes, answer: dict[str, Any]) -> None:
        headers = dict(answer["headers"])
        self._sql.change(
            "UPDATE web_submissions SET status = ?, location = ?, content_type = ?, body = ? WHERE fingerprint = ?",
            *(answer["status"], headers["Location"], headers["Content-Type"], answer["body"].encode(), fingerprint),
        )

    def _insert_ballot(self, contest_id: int, voter: int | None, key: str, picks: list[tuple[int, int]]) -> int:
        at = self._sql.instant(dt.datetime.now(dt.UTC))
        ((ballot_id,),) = self._sql.rows(
            "INSERT INTO ballots (contest_id, voter_id, sequence, cast_at, receipt_code, picks_salt) "
            "VALUES (?, ?, 1, ?, ?, ?) RETURNING id",
            *(contest_id, voter, at, key, secrets.token_bytes(32)),
        )
        free = {division: iter(range(1, 100)) for division, _ in picks}
        self._sql.change_many(
            "INSERT INTO picks (ballot_id, division_id, slot, contest_id, idea_id) VALUES (?, ?, ?, ?, ?)",
            [(ballot_id, division, next(free[division]), contest_id, idea) for division, idea in picks],
        )
        return int(ballot_id)

    def _insert_improvements(self, ballot_id: int, written: dict[int, str | None]) -> None:
        rows = [(ballot_id, idea, secrets.token_hex(13), body) for idea, body in written.items() if body]
        if rows:
            self._sql.change_many(
                "INSERT INTO improvements (ballot_id, idea_id, key, body, hidden_reason) VALUES (?, ?, ?, ?, '')", rows
            )

    def _queue_mail(self, voter: int | None, key: str) -> None:
        ((address, language),) = self._sql.rows("SELECT address, language FROM people WHERE id = ?", voter)
        at = self._sql.instant(dt.datetime.now(dt.UTC))
        self._sql.change(
            "INSERT INTO outgoing_mails (unique_key, recipient, language, subject, body, message_id, queued_at, "
            "not_before, tried_until, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            *(
                f"ballot-cast:{key}",
                address,
                language,
                "投票を受け付けました",
                "票を受け付けました。" * 25,
                f"<{key}@localhost>",
            ),
            *(at, at, at),
        )

    def _append_entry(self, kind: str, key: str, text: str, subject: str | None = None) -> None:
        ((size, _frontier),) = self._sql.rows(_HEAD + self._sql.for_update)
        commitment = hashlib.sha256(text.encode()).digest()
        self._sql.change(
            "INSERT INTO ledger_entry (leaf_index, key, commitment) VALUES (?, ?, ?)", size, key, commitment
        )
        self._sql.change(
            "INSERT INTO ledger_payload (leaf_index, kind, subject, salt, text) VALUES (?, ?, ?, ?, ?)",
            *(size, kind, subject, secrets.token_bytes(32), text),
        )
        frontier = secrets.token_bytes(32 * (size + 1).bit_count())
        self._sql.change(
            "UPDATE ledger_head SET size = ?, frontier = ?, root = ? WHERE id = 1", size + 1, frontier, commitment
        )

    def _answer(self, endpoint: str, reader: int | None) -> Response:
        is_page = endpoint in {"list_ideas", "show_idea"}
        recorded = self._answers[f"{endpoint}, signed in" if is_page and reader is not None else endpoint]
        return Response(recorded["body"], recorded["status"], recorded["headers"])
