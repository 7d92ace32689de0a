"""The first house: every table of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001_first_house"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go from None to '0001_first_house'."""
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("account_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("client_address", sa.String(length=45), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attempts_kind_client_address_made_at"), ["kind", "client_address", "made_at"], unique=False
        )

    op.create_table(
        "clock_marks",
        sa.Column("id", sa.SmallInteger(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_marks_there_is_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_marks")),
    )
    op.create_table(
        "contests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title_ja", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=2000), nullable=False),
        sa.Column("theme_ja", sa.String(length=2000), nullable=False),
        sa.Column("theme_en", sa.String(length=2000), nullable=False),
        sa.Column("summary_ja", sa.Text(), nullable=False),
        sa.Column("summary_en", sa.Text(), nullable=False),
        sa.Column("description_ja", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("eligibility_ja", sa.Text(), nullable=False),
        sa.Column("eligibility_en", sa.Text(), nullable=False),
        sa.Column("rules_ja", sa.Text(), nullable=False),
        sa.Column("rules_en", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "released_at IS NULL OR counts_opened_at IS NOT NULL", name=op.f("ck_contests_counts_open_before_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
        sa.UniqueConstraint("slug", name=op.f("uq_contests_slug")),
    )
    op.create_table(
        "councils",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name_ja", sa.String(length=2000), nullable=False),
        sa.Column("name_en", sa.String(length=2000), nullable=False),
        sa.Column("about_ja", sa.Text(), nullable=False),
        sa.Column("about_en", sa.Text(), nullable=False),
        sa.Column("quorum_numerator", sa.SmallInteger(), nullable=False),
        sa.Column("quorum_denominator", sa.SmallInteger(), nullable=False),
        sa.Column("quorum_is_more_than", sa.Boolean(), nullable=False),
        sa.Column("quorum_of_sector", sa.SmallInteger(), nullable=False),
        sa.Column("notice_days", sa.SmallInteger(), nullable=False),
        sa.Column("suspension_days", sa.SmallInteger(), nullable=False),
        sa.Column("longest_term_days", sa.SmallInteger(), nullable=False),
        sa.Column("established_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_councils_only_one")),
        sa.CheckConstraint("notice_days >= 1", name=op.f("ck_councils_notice_is_given")),
        sa.CheckConstraint(
            "quorum_numerator > 0 AND quorum_numerator <= quorum_denominator",
            name=op.f("ck_councils_quorum_is_a_share"),
        ),
        sa.CheckConstraint("quorum_of_sector >= 0", name=op.f("ck_councils_sector_quorum_is_not_negative")),
        sa.CheckConstraint("suspension_days >= 1 AND longest_term_days >= 1", name=op.f("ck_councils_spans_are_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_councils")),
    )
    op.create_table(
        "data_kinds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name_ja", sa.String(length=2000), nullable=False),
        sa.Column("name_en", sa.String(length=2000), nullable=False),
        sa.Column("description_ja", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_kinds")),
        sa.UniqueConstraint("slug", name=op.f("uq_data_kinds_slug")),
    )
    op.create_table(
        "job_leases",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_leases")),
    )
    op.create_table(
        "job_runs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_key", sa.String(length=200), nullable=False),
        sa.Column("job_name", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_runs")),
        sa.UniqueConstraint("run_key", name=op.f("uq_job_runs_run_key")),
    )
    with op.batch_alter_table("job_runs", schema=None) as batch_op:
        batch_op.create_index("ix_job_runs_job_name_due_at", ["job_name", "due_at"], unique=False)
        batch_op.create_index("ix_job_runs_job_name_finished_at", ["job_name", "finished_at"], unique=False)

    op.create_table(
        "ledger_checkpoint",
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("verifier_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_ledger_checkpoint")),
    )
    op.create_table(
        "ledger_entry",
        sa.Column(
            "leaf_index", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("commitment", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("leaf_index", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_entry_key")),
    )
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_head")),
    )
    op.create_table(
        "ledger_subtree",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name=op.f("pk_ledger_subtree")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_ja", sa.String(length=2000), nullable=False),
        sa.Column("name_en", sa.String(length=2000), nullable=False),
        sa.Column("address_ja", sa.String(length=2000), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
    )
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unique_key", sa.String(length=200), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=320), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("let_go_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mails")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_outgoing_mails_unique_key")),
    )
    with op.batch_alter_table("outgoing_mails", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outgoing_mails_waiting",
            ["not_before"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
        )

    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=2000), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("address_key", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("persona", sa.String(length=40), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("address_key", name=op.f("uq_people_address_key")),
        sa.UniqueConstraint("persona", name=op.f("uq_people_persona")),
    )
    op.create_table(
        "purposes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purposes")),
        sa.UniqueConstraint("slug", name=op.f("uq_purposes_slug")),
    )
    op.create_table(
        "rules",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
        sa.UniqueConstraint("number", name=op.f("uq_rules_number")),
        sa.UniqueConstraint("slug", name=op.f("uq_rules_slug")),
        info={"append_only": True},
    )
    op.create_table(
        "search_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_changes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "seats",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("sector", sa.String(length=20), nullable=False),
        sa.Column("name_ja", sa.String(length=2000), nullable=False),
        sa.Column("name_en", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "sector IN ('government', 'company', 'citizen', 'expert')", name=op.f("ck_seats_sector_is_known")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_seats_number_counts_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("id", "sector", name=op.f("uq_seats_id_sector")),
        sa.UniqueConstraint("number", name=op.f("uq_seats_number")),
    )
    op.create_table(
        "suspensions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("target", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("void_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_force_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ratified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_suspensions_reason_is_given")),
        sa.CheckConstraint(
            "(in_force_at IS NULL) = (lapses_at IS NULL)", name=op.f("ck_suspensions_what_is_in_force_lapses")
        ),
        sa.CheckConstraint("lapses_at > in_force_at", name=op.f("ck_suspensions_lapses_after_force")),
        sa.CheckConstraint(
            "lifted_at IS NULL OR lifted_at >= in_force_at", name=op.f("ck_suspensions_lifted_after_force")
        ),
        sa.CheckConstraint(
            "ratified_at IS NULL OR ratified_at < lapses_at", name=op.f("ck_suspensions_ratified_before_it_lapsed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspensions")),
        sa.UniqueConstraint("number", name=op.f("uq_suspensions_number")),
    )
    with op.batch_alter_table("suspensions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspensions_name"), ["name"], unique=False)

    op.create_table(
        "web_submissions",
        sa.Column("fingerprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("location", sa.String(length=2100), nullable=True),
        sa.Column("content_type", sa.String(length=100), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_web_submissions")),
    )
    with op.batch_alter_table("web_submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_submissions_received_at"), ["received_at"], unique=False)

    op.create_table(
        "api_credentials",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.String(length=2000), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_api_credentials_expires_after_creation")),
        sa.ForeignKeyConstraint(["created_by_id"], ["people.id"], name=op.f("fk_api_credentials_created_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_api_credentials_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_credentials")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_api_credentials_token_digest")),
    )
    with op.batch_alter_table("api_credentials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_credentials_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "ballots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sequence", sa.SmallInteger(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt_code", sa.String(length=26), nullable=False),
        sa.Column("picks_salt", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_ballots_sequence_counts_from_one")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_ballots_contest_id")),
        sa.ForeignKeyConstraint(["voter_id"], ["people.id"], name=op.f("fk_ballots_voter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("contest_id", "voter_id", "sequence", name=op.f("uq_ballots_contest_id_voter_id_sequence")),
        sa.UniqueConstraint("id", "contest_id", name=op.f("uq_ballots_id_contest_id")),
        sa.UniqueConstraint("receipt_code", name=op.f("uq_ballots_receipt_code")),
    )
    op.create_table(
        "contest_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("entry_key", sa.String(length=26), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_contest_changes_change_has_a_reason")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["people.id"], name=op.f("fk_contest_changes_changed_by_id")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_contest_changes_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_changes")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_contest_changes_entry_key")),
    )
    with op.batch_alter_table("contest_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contest_changes_contest_id_changed_at"), ["contest_id", "changed_at"], unique=False
        )

    op.create_table(
        "criteria",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name_ja", sa.String(length=2000), nullable=False),
        sa.Column("name_en", sa.String(length=2000), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("anchor_1_ja", sa.Text(), nullable=False),
        sa.Column("anchor_1_en", sa.Text(), nullable=False),
        sa.Column("anchor_3_ja", sa.Text(), nullable=False),
        sa.Column("anchor_3_en", sa.Text(), nullable=False),
        sa.Column("anchor_5_ja", sa.Text(), nullable=False),
        sa.Column("anchor_5_en", sa.Text(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_criteria_weight_is_positive")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_criteria_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
        sa.UniqueConstraint("contest_id", "position", name=op.f("uq_criteria_contest_id_position")),
    )
    op.create_table(
        "datasets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.SmallInteger(), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title_ja", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=2000), nullable=False),
        sa.Column("description_ja", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("terms_ja", sa.Text(), nullable=False),
        sa.Column("terms_en", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("stage BETWEEN 0 AND 3", name=op.f("ck_datasets_stage_is_known")),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR withdrawn_at >= registered_at", name=op.f("ck_datasets_withdrawn_after_registered")
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["organisations.id"], name=op.f("fk_datasets_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_datasets")),
        sa.UniqueConstraint("slug", name=op.f("uq_datasets_slug")),
    )
    with op.batch_alter_table("datasets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_datasets_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "decision_records",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ledger_key", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dataset", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("is_permitted", sa.Boolean(), nullable=False),
        sa.Column("ledger_size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_decision_records_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_decision_records_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_records")),
        sa.UniqueConstraint("ledger_key", name=op.f("uq_decision_records_ledger_key")),
        info={"append_only": True},
    )
    with op.batch_alter_table("decision_records", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_records_organisation_id_decided_at"),
            ["organisation_id", "decided_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_decision_records_person_id"), ["person_id"], unique=False)

    op.create_table(
        "divisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name_ja", sa.String(length=2000), nullable=False),
        sa.Column("name_en", sa.String(length=2000), nullable=False),
        sa.Column("description_ja", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("quota", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("quota >= 0", name=op.f("ck_divisions_quota_is_not_negative")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_divisions_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_divisions")),
        sa.UniqueConstraint("contest_id", "slug", name=op.f("uq_divisions_contest_id_slug")),
        sa.UniqueConstraint("id", "contest_id", name=op.f("uq_divisions_id_contest_id")),
    )
    op.create_table(
        "judge_invitations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("address_key", sa.String(length=254), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("invited_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_judge_invitations_contest_id")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["people.id"], name=op.f("fk_judge_invitations_invited_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judge_invitations")),
    )
    with op.batch_alter_table("judge_invitations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_judge_invitations_address_key_state"), ["address_key", "state"], unique=False
        )
        batch_op.create_index(
            "uq_judge_invitations_open",
            ["contest_id", "address_key"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "ledger_payload",
        sa.Column(
            "leaf_index", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["leaf_index"], ["ledger_entry.leaf_index"], name=op.f("fk_ledger_payload_leaf_index")),
        sa.PrimaryKeyConstraint("leaf_index", name=op.f("pk_ledger_payload")),
    )
    with op.batch_alter_table("ledger_payload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_payload_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_payload_subject"), ["subject"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("title_ja", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=2000), nullable=False),
        sa.Column("place_ja", sa.String(length=2000), nullable=False),
        sa.Column("place_en", sa.String(length=2000), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("convened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("convened_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("notice_ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name=op.f("ck_meetings_closed_was_open")),
        sa.CheckConstraint("notice_ends_at > convened_at", name=op.f("ck_meetings_notice_follows_the_call")),
        sa.CheckConstraint("starts_at >= notice_ends_at", name=op.f("ck_meetings_notice_is_long_enough")),
        sa.ForeignKeyConstraint(["convened_by_id"], ["people.id"], name=op.f("fk_meetings_convened_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("number", name=op.f("uq_meetings_number")),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("address_key", sa.String(length=254), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_one_time_codes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_codes")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_one_time_codes_code_digest")),
    )
    with op.batch_alter_table("one_time_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_codes_person_id_purpose"), ["person_id", "purpose"], unique=False)

    op.create_table(
        "phase_windows",
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_phase_windows_window_is_forward")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_phase_windows_contest_id")),
        sa.PrimaryKeyConstraint("contest_id", "kind", name=op.f("pk_phase_windows")),
    )
    op.create_table(
        "purpose_versions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("change", sa.String(length=20), nullable=False),
        sa.Column("title_ja", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=2000), nullable=False),
        sa.Column("description_ja", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("dpv_term", sa.String(length=100), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("storage_ja", sa.String(length=2000), nullable=False),
        sa.Column("storage_en", sa.String(length=2000), nullable=False),
        sa.Column("retention_ja", sa.String(length=2000), nullable=False),
        sa.Column("retention_en", sa.String(length=2000), nullable=False),
        sa.Column("jurisdiction", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("ground_reference_ja", sa.String(length=2000), nullable=False),
        sa.Column("ground_reference_en", sa.String(length=2000), nullable=False),
        sa.Column("ground_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ground_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overrides_stop_use", sa.Boolean(), nullable=False),
        sa.Column("lasts_days", sa.SmallInteger(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_force_from", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ground_until IS NULL OR ground_until > ground_from", name=op.f("ck_purpose_versions_ground_is_forward")
        ),
        sa.CheckConstraint("in_force_from >= published_at", name=op.f("ck_purpose_versions_published_before_in_force")),
        sa.CheckConstraint("lasts_days >= 1", name=op.f("ck_purpose_versions_lasts_a_day_at_least")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_purpose_versions_number_counts_from_one")),
        sa.ForeignKeyConstraint(["holder_id"], ["organisations.id"], name=op.f("fk_purpose_versions_holder_id")),
        sa.ForeignKeyConstraint(["purpose_id"], ["purposes.id"], name=op.f("fk_purpose_versions_purpose_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purpose_versions")),
        sa.UniqueConstraint("id", "purpose_id", name=op.f("uq_purpose_versions_id_purpose_id")),
        sa.UniqueConstraint("purpose_id", "number", name=op.f("uq_purpose_versions_purpose_id_number")),
        info={"append_only": True},
    )
    op.create_table(
        "role_grants",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name=op.f("ck_role_grants_term_is_forward")),
        sa.ForeignKeyConstraint(["granted_by_id"], ["people.id"], name=op.f("fk_role_grants_granted_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_role_grants_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
    )
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_role_grants_person_id_starts_at"), ["person_id", "starts_at"], unique=False
        )

    op.create_table(
        "role_matrices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["published_by_id"], ["people.id"], name=op.f("fk_role_matrices_published_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_matrices")),
        sa.UniqueConstraint("version", name=op.f("uq_role_matrices_version")),
        info={"append_only": True},
    )
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("browser", sa.String(length=2000), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reauthenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_ins_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_ins_token_digest")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_person_id_ended_at"), ["person_id", "ended_at"], unique=False)

    op.create_table(
        "stop_records",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ledger_key", sa.String(length=26), nullable=False),
        sa.CheckConstraint("effective_at <= recorded_at", name=op.f("ck_stop_records_nothing_in_advance")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_stop_records_sequence_counts_from_one")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stop_records_person_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.id"], name=op.f("fk_stop_records_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_records")),
        sa.UniqueConstraint("ledger_key", name=op.f("uq_stop_records_ledger_key")),
        sa.UniqueConstraint(
            "person_id", "category", "sequence", name=op.f("uq_stop_records_person_id_category_sequence")
        ),
        info={"append_only": True},
    )
    op.create_table(
        "suspension_signatures",
        sa.Column("suspension_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sector", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_suspension_signatures_person_id")),
        sa.ForeignKeyConstraint(
            ["seat_id", "sector"], ["seats.id", "seats.sector"], name=op.f("fk_suspension_signatures_seat_id_sector")
        ),
        sa.ForeignKeyConstraint(
            ["suspension_id"], ["suspensions.id"], name=op.f("fk_suspension_signatures_suspension_id")
        ),
        sa.PrimaryKeyConstraint("suspension_id", "seat_id", name=op.f("pk_suspension_signatures")),
        sa.UniqueConstraint("suspension_id", "sector", name=op.f("uq_suspension_signatures_suspension_id_sector")),
        info={"append_only": True},
    )
    op.create_table(
        "use_records",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dataset", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("kinds", sa.String(length=2000), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_key", sa.String(length=26), nullable=False),
        sa.Column("is_permitted", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.String(length=2000), nullable=False),
        sa.Column("grant_reference", sa.String(length=2000), nullable=False),
        sa.Column("sentence_ja", sa.Text(), nullable=False),
        sa.Column("sentence_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_use_records_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_use_records_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_records")),
        info={"append_only": True},
    )
    with op.batch_alter_table("use_records", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_use_records_decision_key"), ["decision_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_use_records_person_id_used_at_id"), ["person_id", "used_at", "id"], unique=False
        )

    op.create_table(
        "workshops",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title_ja", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=2000), nullable=False),
        sa.Column("description_ja", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("place_ja", sa.String(length=2000), nullable=False),
        sa.Column("place_en", sa.String(length=2000), nullable=False),
        sa.Column("capacity", sa.SmallInteger(), nullable=False),
        sa.Column("registration_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "cancelled_at IS NULL OR cancelled_reason <> ''", name=op.f("ck_workshops_cancellation_has_a_reason")
        ),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_workshops_somebody_fits_in")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_workshops_workshop_is_forward")),
        sa.CheckConstraint(
            "registration_closes_at <= ends_at", name=op.f("ck_workshops_registration_closes_before_the_end")
        ),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_workshops_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
        sa.UniqueConstraint("slug", name=op.f("uq_workshops_slug")),
    )
    with op.batch_alter_table("workshops", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshops_contest_id"), ["contest_id"], unique=False)

    op.create_table(
        "attendances",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name=op.f("ck_attendances_presence_is_forward")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_attendances_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attendances_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_attendances_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index(
            "uq_attendances_meeting_id_person_id",
            ["meeting_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )
        batch_op.create_index(
            "uq_attendances_meeting_id_seat_id",
            ["meeting_id", "seat_id"],
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )

    op.create_table(
        "boards",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workshop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_boards_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_boards_workshop_id_number")),
    )
    op.create_table(
        "dataset_kinds",
        sa.Column("dataset_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_dataset_kinds_dataset_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["data_kinds.id"], name=op.f("fk_dataset_kinds_kind_id")),
        sa.PrimaryKeyConstraint("dataset_id", "kind_id", name=op.f("pk_dataset_kinds")),
    )
    with op.batch_alter_table("dataset_kinds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dataset_kinds_kind_id"), ["kind_id"], unique=False)

    op.create_table(
        "dataset_persons",
        sa.Column("dataset_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("identifier", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_dataset_persons_dataset_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_dataset_persons_person_id")),
        sa.PrimaryKeyConstraint("dataset_id", "identifier", name=op.f("pk_dataset_persons")),
    )
    with op.batch_alter_table("dataset_persons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dataset_persons_person_id"), ["person_id"], unique=False)

    op.create_table(
        "export_links",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sign_in_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > made_at", name=op.f("ck_export_links_expires_after_making")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_export_links_person_id")),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_ins.id"], name=op.f("fk_export_links_sign_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_links")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_export_links_token_digest")),
    )
    with op.batch_alter_table("export_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_export_links_person_id"), ["person_id"], unique=False)

    op.create_table(
        "idea_imports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=2000), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("done_digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("total_rows", sa.Integer(), nullable=False),
        sa.Column("done_rows", sa.Integer(), nullable=False),
        sa.Column("fault_count", sa.Integer(), nullable=False),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "done_rows >= 0 AND done_rows <= total_rows", name=op.f("ck_idea_imports_progress_is_within")
        ),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_idea_imports_contest_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_idea_imports_division_id")),
        sa.ForeignKeyConstraint(["started_by_id"], ["people.id"], name=op.f("fk_idea_imports_started_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_imports")),
        sa.UniqueConstraint("contest_id", "done_digest", name=op.f("uq_idea_imports_contest_id_done_digest")),
    )
    op.create_table(
        "ideas",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("credited_name", sa.String(length=2000), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=2000), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("data_needed", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shuffle_key", sa.Integer(), nullable=False),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("author_id IS NOT NULL OR credited_name <> ''", name=op.f("ck_ideas_somebody_is_credited")),
        sa.CheckConstraint(
            "state = 'draft' OR (title <> '' AND proposal <> '' AND division_id IS NOT NULL)",
            name=op.f("ck_ideas_submitted_is_complete"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'published', 'refused', 'withdrawn')", name=op.f("ck_ideas_state_is_known")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_ideas_author_id")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_ideas_contest_id")),
        sa.ForeignKeyConstraint(
            ["division_id", "contest_id"],
            ["divisions.id", "divisions.contest_id"],
            name=op.f("fk_ideas_division_id_contest_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
        sa.UniqueConstraint("id", "division_id", "contest_id", name=op.f("uq_ideas_id_division_id_contest_id")),
    )
    with op.batch_alter_table("ideas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ideas_author_id_state"), ["author_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_ideas_contest_id_state_published_at_id"),
            ["contest_id", "state", "published_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_ideas_contest_id_state_support_count_id"),
            ["contest_id", "state", "support_count", "id"],
            unique=False,
        )

    op.create_table(
        "minutes",
        sa.Column(
            "meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("text_ja", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("text_ja <> ''", name=op.f("ck_minutes_text_is_given")),
        sa.CheckConstraint(
            "published_at IS NULL OR approved_at IS NOT NULL", name=op.f("ck_minutes_published_was_approved")
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["people.id"], name=op.f("fk_minutes_approved_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_minutes_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_minutes")),
    )
    op.create_table(
        "motions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("formula", sa.String(length=20), nullable=False),
        sa.Column("rule_slug", sa.String(length=60), nullable=False),
        sa.Column("rule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("suspension_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("voted_version", sa.SmallInteger(), nullable=True),
        sa.Column("vote_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vote_closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'enact_rule') = (rule_slug <> '')", name=op.f("ck_motions_new_rule_has_a_name")),
        sa.CheckConstraint(
            "(kind IN ('amend_rule', 'repeal_rule')) = (rule_id IS NOT NULL)", name=op.f("ck_motions_rule_is_named")
        ),
        sa.CheckConstraint(
            "(kind IN ('lift_suspension', 'ratify_suspension')) = (suspension_id IS NOT NULL)",
            name=op.f("ck_motions_suspension_is_named"),
        ),
        sa.CheckConstraint(
            "(vote_opened_at IS NULL) = (voted_version IS NULL) AND (vote_opened_at IS NULL) = (meeting_id IS NULL)",
            name=op.f("ck_motions_vote_is_on_a_version_in_a_meeting"),
        ),
        sa.CheckConstraint(
            "carried_out_at IS NULL OR vote_closed_at IS NOT NULL", name=op.f("ck_motions_carried_out_after_the_vote")
        ),
        sa.CheckConstraint(
            "vote_closed_at IS NULL OR vote_opened_at IS NOT NULL", name=op.f("ck_motions_closed_was_open")
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR vote_opened_at IS NULL", name=op.f("ck_motions_withdrawn_before_the_vote")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_motions_meeting_id")),
        sa.ForeignKeyConstraint(["rule_id"], ["rules.id"], name=op.f("fk_motions_rule_id")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["people.id"], name=op.f("fk_motions_submitted_by_id")),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspensions.id"], name=op.f("fk_motions_suspension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motions")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_motions_id_kind")),
        sa.UniqueConstraint("number", name=op.f("uq_motions_number")),
    )
    with op.batch_alter_table("motions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_motions_rule_id"), ["rule_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_motions_suspension_id"), ["suspension_id"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["purpose_versions.id"], name=op.f("fk_notices_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("id", "version_id", name=op.f("uq_notices_id_version_id")),
        sa.UniqueConstraint("version_id", "language", name=op.f("uq_notices_version_id_language")),
        info={"append_only": True},
    )
    op.create_table(
        "pick_slots",
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_id", "contest_id"],
            ["divisions.id", "divisions.contest_id"],
            name=op.f("fk_pick_slots_division_id_contest_id"),
        ),
        sa.PrimaryKeyConstraint("division_id", "slot", name=op.f("pk_pick_slots")),
        sa.UniqueConstraint(
            "contest_id", "division_id", "slot", name=op.f("uq_pick_slots_contest_id_division_id_slot")
        ),
    )
    op.create_table(
        "purpose_kinds",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["kind_id"], ["data_kinds.id"], name=op.f("fk_purpose_kinds_kind_id")),
        sa.ForeignKeyConstraint(["version_id"], ["purpose_versions.id"], name=op.f("fk_purpose_kinds_version_id")),
        sa.PrimaryKeyConstraint("version_id", "kind_id", name=op.f("pk_purpose_kinds")),
        info={"append_only": True},
    )
    with op.batch_alter_table("purpose_kinds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purpose_kinds_kind_id"), ["kind_id"], unique=False)

    op.create_table(
        "purpose_recipients",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_purpose_recipients_organisation_id")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["purpose_versions.id"], name=op.f("fk_purpose_recipients_version_id")),
        sa.PrimaryKeyConstraint("version_id", "organisation_id", name=op.f("pk_purpose_recipients")),
        info={"append_only": True},
    )
    with op.batch_alter_table("purpose_recipients", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purpose_recipients_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "purpose_stops",
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["purpose_versions.id"], name=op.f("fk_purpose_stops_version_id")),
        sa.PrimaryKeyConstraint("version_id", "category", name=op.f("pk_purpose_stops")),
        info={"append_only": True},
    )
    op.create_table(
        "responsibilities",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("matrix_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name_ja", sa.String(length=2000), nullable=False),
        sa.Column("name_en", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["matrix_id"], ["role_matrices.id"], name=op.f("fk_responsibilities_matrix_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsibilities")),
        sa.UniqueConstraint("matrix_id", "position", name=op.f("uq_responsibilities_matrix_id_position")),
        info={"append_only": True},
    )
    op.create_table(
        "seat_holdings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role_grant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_seat_holdings_term_is_forward")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_seat_holdings_person_id")),
        sa.ForeignKeyConstraint(["role_grant_id"], ["role_grants.id"], name=op.f("fk_seat_holdings_role_grant_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_seat_holdings_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_holdings")),
        sa.UniqueConstraint("seat_id", "standing", "number", name=op.f("uq_seat_holdings_seat_id_standing_number")),
    )
    with op.batch_alter_table("seat_holdings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_holdings_person_id"), ["person_id"], unique=False)

    op.create_table(
        "workshop_minutes",
        sa.Column("workshop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "published_at IS NULL OR body <> ''", name=op.f("ck_workshop_minutes_published_minutes_say_something")
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["people.id"], name=op.f("fk_workshop_minutes_saved_by_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_workshop_minutes_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_workshop_minutes")),
    )
    op.create_table(
        "workshop_places",
        sa.Column("workshop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_workshop_places_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "number", name=op.f("pk_workshop_places")),
    )
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("title_ja", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=2000), nullable=False),
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name=op.f("ck_agenda_items_closed_was_open")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id")),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_agenda_items_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("meeting_id", "motion_id", name=op.f("uq_agenda_items_meeting_id_motion_id")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("uq_agenda_items_meeting_id_position")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_items_motion_id"), ["motion_id"], unique=False)

    op.create_table(
        "awards",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name_ja", sa.String(length=2000), nullable=False),
        sa.Column("name_en", sa.String(length=2000), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decided_at IS NULL OR explanation <> ''", name=op.f("ck_awards_decision_has_an_explanation")
        ),
        sa.CheckConstraint("idea_id IS NULL OR decided_at IS NOT NULL", name=op.f("ck_awards_given_is_decided")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_awards_contest_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_awards_decided_by_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_awards_division_id")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_awards_idea_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
        sa.UniqueConstraint("contest_id", "idea_id", name=op.f("uq_awards_contest_id_idea_id")),
        sa.UniqueConstraint("contest_id", "position", name=op.f("uq_awards_contest_id_position")),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_comments_body_is_not_empty")),
        sa.CheckConstraint("hidden_at IS NULL OR hidden_reason <> ''", name=op.f("ck_comments_hiding_has_a_reason")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_comments_author_id")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_comments_idea_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comments_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_comments_idea_id_posted_at_id"), ["idea_id", "posted_at", "id"], unique=False
        )

    op.create_table(
        "conflicts",
        sa.Column("judge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_conflicts_idea_id")),
        sa.ForeignKeyConstraint(["judge_id"], ["people.id"], name=op.f("fk_conflicts_judge_id")),
        sa.PrimaryKeyConstraint("judge_id", "idea_id", name=op.f("pk_conflicts")),
    )
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflicts_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "consent_records",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ledger_key", sa.String(length=26), nullable=False),
        sa.CheckConstraint(
            "act NOT IN ('give', 'renew') OR (notice_id IS NOT NULL AND valid_until IS NOT NULL AND valid_until > effective_at)",
            name=op.f("ck_consent_records_yes_was_informed_and_ends"),
        ),
        sa.CheckConstraint("effective_at <= recorded_at", name=op.f("ck_consent_records_nothing_in_advance")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_consent_records_sequence_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["notice_id", "version_id"],
            ["notices.id", "notices.version_id"],
            name=op.f("fk_consent_records_notice_id_version_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consent_records_person_id")),
        sa.ForeignKeyConstraint(["purpose_id"], ["purposes.id"], name=op.f("fk_consent_records_purpose_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["organisations.id"], name=op.f("fk_consent_records_recipient_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.id"], name=op.f("fk_consent_records_recorded_by_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "purpose_id"],
            ["purpose_versions.id", "purpose_versions.purpose_id"],
            name=op.f("fk_consent_records_version_id_purpose_id"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id", "recipient_id"],
            ["purpose_recipients.version_id", "purpose_recipients.organisation_id"],
            name=op.f("fk_consent_records_version_id_recipient_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_records")),
        sa.UniqueConstraint("id", "version_id", name=op.f("uq_consent_records_id_version_id")),
        sa.UniqueConstraint("ledger_key", name=op.f("uq_consent_records_ledger_key")),
        sa.UniqueConstraint(
            "person_id",
            "purpose_id",
            "recipient_id",
            "sequence",
            name=op.f("uq_consent_records_person_id_purpose_id_recipient_id_sequence"),
        ),
        info={"append_only": True},
    )
    with op.batch_alter_table("consent_records", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consent_records_purpose_id_recipient_id"), ["purpose_id", "recipient_id"], unique=False
        )

    op.create_table(
        "idea_import_rows",
        sa.Column("import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("credited_name", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=2000), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("data_needed", sa.Text(), nullable=False),
        sa.Column("shuffle_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_idea_import_rows_division_id")),
        sa.ForeignKeyConstraint(["import_id"], ["idea_imports.id"], name=op.f("fk_idea_import_rows_import_id")),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_idea_import_rows")),
    )
    op.create_table(
        "idea_results",
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("vote_rank", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("panel_score", sa.Float(), nullable=True),
        sa.Column("panel_rank", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_idea_results_contest_id")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_idea_results_idea_id")),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_idea_results")),
    )
    with op.batch_alter_table("idea_results", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_results_contest_id"), ["contest_id"], unique=False)

    op.create_table(
        "interests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("note <> ''", name=op.f("ck_interests_note_is_given")),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_interests_motion_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_interests_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_interests_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint("motion_id", "seat_id", "kind", name=op.f("uq_interests_motion_id_seat_id_kind")),
        info={"append_only": True},
    )
    op.create_table(
        "matrix_cells",
        sa.Column("responsibility_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("party", sa.String(length=20), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "part IN ('responsible', 'accountable', 'consulted', 'informed')",
            name=op.f("ck_matrix_cells_part_is_known"),
        ),
        sa.CheckConstraint(
            "party IN ('council', 'secretariat', 'provider', 'user', 'privacy_officer', 'auditor')",
            name=op.f("ck_matrix_cells_party_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["responsibility_id"], ["responsibilities.id"], name=op.f("fk_matrix_cells_responsibility_id")
        ),
        sa.PrimaryKeyConstraint("responsibility_id", "party", name=op.f("pk_matrix_cells")),
        info={"append_only": True},
    )
    with op.batch_alter_table("matrix_cells", schema=None) as batch_op:
        batch_op.create_index(
            "uq_matrix_cells_accountable",
            ["responsibility_id"],
            unique=True,
            sqlite_where=sa.text("part = 'accountable'"),
            postgresql_where=sa.text("part = 'accountable'"),
        )

    op.create_table(
        "moderations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("is_published OR reason <> ''", name=op.f("ck_moderations_refusal_has_a_reason")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_moderations_decided_by_id")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_moderations_idea_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderations")),
    )
    with op.batch_alter_table("moderations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderations_idea_id_decided_at"), ["idea_id", "decided_at"], unique=False)

    op.create_table(
        "motion_versions",
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title_ja", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=2000), nullable=False),
        sa.Column("text_ja", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "kind <> 'repeal_rule' OR effective_on IS NOT NULL", name=op.f("ck_motion_versions_repeal_has_a_date")
        ),
        sa.CheckConstraint(
            "kind NOT IN ('amend_rule', 'enact_rule') OR (terms IS NOT NULL AND effective_on IS NOT NULL AND review_on IS NOT NULL)",
            name=op.f("ck_motion_versions_rule_has_terms_and_dates"),
        ),
        sa.CheckConstraint("review_on > effective_on", name=op.f("ck_motion_versions_review_follows_force")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_motion_versions_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["motion_id", "kind"], ["motions.id", "motions.kind"], name=op.f("fk_motion_versions_motion_id_kind")
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["people.id"], name=op.f("fk_motion_versions_written_by_id")),
        sa.PrimaryKeyConstraint("motion_id", "version", name=op.f("pk_motion_versions")),
        sa.UniqueConstraint("motion_id", "version", "hash", name=op.f("uq_motion_versions_motion_id_version_hash")),
        info={"append_only": True},
    )
    op.create_table(
        "note_groups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("board_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("heading", sa.String(length=2000), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("heading <> ''", name=op.f("ck_note_groups_group_has_a_heading")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_note_groups_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_groups")),
        sa.UniqueConstraint("id", "board_id", name=op.f("uq_note_groups_id_board_id")),
    )
    with op.batch_alter_table("note_groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_groups_board_id_position"), ["board_id", "position"], unique=False)

    op.create_table(
        "picks",
        sa.Column("ballot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id", "contest_id"],
            ["ballots.id", "ballots.contest_id"],
            name=op.f("fk_picks_ballot_id_contest_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contest_id", "division_id", "slot"],
            ["pick_slots.contest_id", "pick_slots.division_id", "pick_slots.slot"],
            name=op.f("fk_picks_contest_id_division_id_slot"),
        ),
        sa.ForeignKeyConstraint(
            ["idea_id", "division_id", "contest_id"],
            ["ideas.id", "ideas.division_id", "ideas.contest_id"],
            name=op.f("fk_picks_idea_id_division_id_contest_id"),
        ),
        sa.PrimaryKeyConstraint("ballot_id", "division_id", "slot", name=op.f("pk_picks")),
        sa.UniqueConstraint("ballot_id", "idea_id", name=op.f("uq_picks_ballot_id_idea_id")),
    )
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_picks_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "recusals",
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recused_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_recusals_reason_is_given")),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_recusals_motion_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_recusals_seat_id")),
        sa.PrimaryKeyConstraint("motion_id", "seat_id", name=op.f("pk_recusals")),
        info={"append_only": True},
    )
    op.create_table(
        "registrations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workshop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=26), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_in_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "cancelled_at IS NULL OR place IS NULL", name=op.f("ck_registrations_cancelled_holds_no_place")
        ),
        sa.CheckConstraint(
            "checked_in_at IS NULL OR place IS NOT NULL", name=op.f("ck_registrations_checked_in_holds_a_place")
        ),
        sa.ForeignKeyConstraint(["checked_in_by_id"], ["people.id"], name=op.f("fk_registrations_checked_in_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_registrations_person_id")),
        sa.ForeignKeyConstraint(
            ["workshop_id", "place"],
            ["workshop_places.workshop_id", "workshop_places.number"],
            name=op.f("fk_registrations_workshop_id_place"),
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_registrations_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("code", name=op.f("uq_registrations_code")),
        sa.UniqueConstraint("workshop_id", "person_id", name=op.f("uq_registrations_workshop_id_person_id")),
        sa.UniqueConstraint("workshop_id", "place", name=op.f("uq_registrations_workshop_id_place")),
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registrations_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_registrations_workshop_id_waiting_since_id"),
            ["workshop_id", "waiting_since", "id"],
            unique=False,
        )

    op.create_table(
        "roll_entries",
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sector", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_roll_entries_motion_id")),
        sa.ForeignKeyConstraint(
            ["seat_id", "sector"], ["seats.id", "seats.sector"], name=op.f("fk_roll_entries_seat_id_sector")
        ),
        sa.PrimaryKeyConstraint("motion_id", "seat_id", name=op.f("pk_roll_entries")),
        info={"append_only": True},
    )
    op.create_table(
        "score_sheets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("judge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_score_sheets_idea_id")),
        sa.ForeignKeyConstraint(["judge_id"], ["people.id"], name=op.f("fk_score_sheets_judge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheets")),
        sa.UniqueConstraint("judge_id", "idea_id", name=op.f("uq_score_sheets_judge_id_idea_id")),
    )
    with op.batch_alter_table("score_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_sheets_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "slips",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("board_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.String(length=11), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(token_digest IS NULL) = (claimed_at IS NULL)", name=op.f("ck_slips_claimed_with_a_token")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_slips_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slips")),
        sa.UniqueConstraint("board_id", "number", name=op.f("uq_slips_board_id_number")),
        sa.UniqueConstraint("code", name=op.f("uq_slips_code")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_slips_token_digest")),
    )
    op.create_table(
        "supports",
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_supports_idea_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_supports_person_id")),
        sa.PrimaryKeyConstraint("idea_id", "person_id", name=op.f("pk_supports")),
    )
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supports_person_id"), ["person_id"], unique=False)

    op.create_table(
        "use_applications",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dataset_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("safeguards", sa.Text(), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pre_check", sa.String(length=10), nullable=False),
        sa.Column("pre_check_reasons", sa.String(length=2000), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'filed') = (decided_at IS NULL)", name=op.f("ck_use_applications_decided_when_it_left_the_desk")
        ),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_use_applications_dataset_id")),
        sa.ForeignKeyConstraint(["filed_by_id"], ["people.id"], name=op.f("fk_use_applications_filed_by_id")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_use_applications_idea_id")),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_use_applications_motion_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_use_applications_organisation_id")
        ),
        sa.ForeignKeyConstraint(["purpose_id"], ["purposes.id"], name=op.f("fk_use_applications_purpose_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_applications")),
        sa.UniqueConstraint(
            "id",
            "organisation_id",
            "dataset_id",
            "purpose_id",
            name=op.f("uq_use_applications_id_organisation_id_dataset_id_purpose_id"),
        ),
    )
    with op.batch_alter_table("use_applications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_use_applications_dataset_id"), ["dataset_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_use_applications_idea_id"), ["idea_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_use_applications_motion_id"), ["motion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_use_applications_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "application_kinds",
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["use_applications.id"], name=op.f("fk_application_kinds_application_id")
        ),
        sa.ForeignKeyConstraint(["kind_id"], ["data_kinds.id"], name=op.f("fk_application_kinds_kind_id")),
        sa.PrimaryKeyConstraint("application_id", "kind_id", name=op.f("pk_application_kinds")),
        info={"append_only": True},
    )
    op.create_table(
        "consented_kinds",
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id", "version_id"],
            ["consent_records.id", "consent_records.version_id"],
            name=op.f("fk_consented_kinds_record_id_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id", "kind_id"],
            ["purpose_kinds.version_id", "purpose_kinds.kind_id"],
            name=op.f("fk_consented_kinds_version_id_kind_id"),
        ),
        sa.PrimaryKeyConstraint("record_id", "kind_id", name=op.f("pk_consented_kinds")),
        info={"append_only": True},
    )
    op.create_table(
        "council_votes",
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("choice IN ('yes', 'no', 'abstain')", name=op.f("ck_council_votes_choice_is_known")),
        sa.ForeignKeyConstraint(
            ["motion_id", "seat_id"],
            ["roll_entries.motion_id", "roll_entries.seat_id"],
            name=op.f("fk_council_votes_motion_id_seat_id"),
        ),
        sa.ForeignKeyConstraint(
            ["motion_id", "version"],
            ["motion_versions.motion_id", "motion_versions.version"],
            name=op.f("fk_council_votes_motion_id_version"),
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_council_votes_motion_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_council_votes_person_id")),
        sa.PrimaryKeyConstraint("motion_id", "seat_id", name=op.f("pk_council_votes")),
        sa.UniqueConstraint("motion_id", "person_id", name=op.f("uq_council_votes_motion_id_person_id")),
        info={"append_only": True},
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dataset_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_grants_ends_after_start")),
        sa.CheckConstraint(
            "revoked_at IS NULL OR revoked_at >= given_at", name=op.f("ck_grants_revoked_after_it_was_given")
        ),
        sa.CheckConstraint("starts_at >= given_at", name=op.f("ck_grants_nothing_before_it_was_given")),
        sa.ForeignKeyConstraint(
            ["application_id", "organisation_id", "dataset_id", "purpose_id"],
            [
                "use_applications.id",
                "use_applications.organisation_id",
                "use_applications.dataset_id",
                "use_applications.purpose_id",
            ],
            name=op.f("fk_grants_application_id_organisation_id_dataset_id_purpose_id"),
        ),
        sa.ForeignKeyConstraint(["given_by_id"], ["people.id"], name=op.f("fk_grants_given_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("application_id", name=op.f("uq_grants_application_id")),
    )
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_grants_organisation_id_dataset_id_purpose_id"),
            ["organisation_id", "dataset_id", "purpose_id"],
            unique=False,
        )

    op.create_table(
        "improvements",
        sa.Column("ballot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_improvements_body_is_not_empty")),
        sa.CheckConstraint(
            "hidden_at IS NULL OR hidden_reason <> ''", name=op.f("ck_improvements_hiding_has_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id", "idea_id"],
            ["picks.ballot_id", "picks.idea_id"],
            name=op.f("fk_improvements_ballot_id_idea_id"),
        ),
        sa.PrimaryKeyConstraint("ballot_id", "idea_id", name=op.f("pk_improvements")),
        sa.UniqueConstraint("key", name=op.f("uq_improvements_key")),
    )
    with op.batch_alter_table("improvements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_improvements_idea_id_key"), ["idea_id", "key"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("board_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("slip_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("written_for_others_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_notes_note_is_not_empty")),
        sa.CheckConstraint(
            "hidden_at IS NULL OR hidden_reason <> ''", name=op.f("ck_notes_hiding_a_note_has_a_reason")
        ),
        sa.CheckConstraint(
            "slip_id IS NOT NULL OR registration_id IS NOT NULL OR written_for_others_by_id IS NOT NULL",
            name=op.f("ck_notes_note_has_a_writer"),
        ),
        sa.CheckConstraint("slip_id IS NULL OR registration_id IS NULL", name=op.f("ck_notes_note_has_one_writer")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_notes_board_id")),
        sa.ForeignKeyConstraint(
            ["group_id", "board_id"],
            ["note_groups.id", "note_groups.board_id"],
            name=op.f("fk_notes_group_id_board_id"),
        ),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_notes_registration_id")),
        sa.ForeignKeyConstraint(["slip_id"], ["slips.id"], name=op.f("fk_notes_slip_id")),
        sa.ForeignKeyConstraint(
            ["written_for_others_by_id"], ["people.id"], name=op.f("fk_notes_written_for_others_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notes_board_id_group_id_position"), ["board_id", "group_id", "position"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_notes_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notes_slip_id"), ["slip_id"], unique=False)

    op.create_table(
        "scores",
        sa.Column("sheet_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("criterion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_scores_reason_is_given")),
        sa.CheckConstraint("points BETWEEN 1 AND 5", name=op.f("ck_scores_points_are_on_the_scale")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_scores_criterion_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheets.id"], name=op.f("fk_scores_sheet_id")),
        sa.PrimaryKeyConstraint("sheet_id", "criterion_id", name=op.f("pk_scores")),
    )
    op.create_table(
        "vote_results",
        sa.Column(
            "motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("is_carried", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("record_hash", sa.String(length=64), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id", "version"],
            ["motion_versions.motion_id", "motion_versions.version"],
            name=op.f("fk_vote_results_motion_id_version"),
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_vote_results_motion_id")),
        sa.PrimaryKeyConstraint("motion_id", name=op.f("pk_vote_results")),
        sa.UniqueConstraint(
            "motion_id", "version", "is_carried", name=op.f("uq_vote_results_motion_id_version_is_carried")
        ),
        info={"append_only": True},
    )
    op.create_table(
        "workshop_ideas",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("idea_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["note_groups.id"], name=op.f("fk_workshop_ideas_group_id")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_workshop_ideas_idea_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_workshop_ideas_made_by_id")),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_workshop_ideas")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_workshop_ideas_idea_id")),
    )
    op.create_table(
        "grant_kinds",
        sa.Column("grant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "kind_id"],
            ["application_kinds.application_id", "application_kinds.kind_id"],
            name=op.f("fk_grant_kinds_application_id_kind_id"),
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_grant_kinds_grant_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["data_kinds.id"], name=op.f("fk_grant_kinds_kind_id")),
        sa.PrimaryKeyConstraint("grant_id", "kind_id", name=op.f("pk_grant_kinds")),
        info={"append_only": True},
    )
    op.create_table(
        "rule_versions",
        sa.Column("rule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("title_ja", sa.String(length=2000), nullable=False),
        sa.Column("title_en", sa.String(length=2000), nullable=False),
        sa.Column("text_ja", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("motion_version", sa.SmallInteger(), nullable=False),
        sa.Column("is_carried", sa.Boolean(), nullable=False),
        sa.CheckConstraint("is_carried", name=op.f("ck_rule_versions_motion_is_carried")),
        sa.CheckConstraint("review_on > effective_on", name=op.f("ck_rule_versions_review_follows_force")),
        sa.ForeignKeyConstraint(
            ["motion_id", "motion_version", "hash"],
            ["motion_versions.motion_id", "motion_versions.version", "motion_versions.hash"],
            name="fk_rule_versions_voted_version",
        ),
        sa.ForeignKeyConstraint(
            ["motion_id", "motion_version", "is_carried"],
            ["vote_results.motion_id", "vote_results.version", "vote_results.is_carried"],
            name="fk_rule_versions_carried_vote",
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rules.id"], name=op.f("fk_rule_versions_rule_id")),
        sa.PrimaryKeyConstraint("rule_id", "version", name=op.f("pk_rule_versions")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_rule_versions_motion_id")),
        info={"append_only": True},
    )
    op.create_table(
        "rule_acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change", sa.String(length=10), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(change = 'repealed') = (version IS NULL)", name=op.f("ck_rule_acts_repeal_puts_nothing_in_force")
        ),
        sa.CheckConstraint(
            "(version IS NULL) = (lapses_at IS NULL)", name=op.f("ck_rule_acts_what_is_in_force_lapses")
        ),
        sa.CheckConstraint("lapses_at > effective_at", name=op.f("ck_rule_acts_lapses_after_force")),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_rule_acts_motion_id")),
        sa.ForeignKeyConstraint(
            ["rule_id", "version"],
            ["rule_versions.rule_id", "rule_versions.version"],
            name=op.f("fk_rule_acts_rule_id_version"),
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rules.id"], name=op.f("fk_rule_acts_rule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_acts")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_rule_acts_motion_id")),
        info={"append_only": True},
    )
    with op.batch_alter_table("rule_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_acts_rule_id"), ["rule_id"], unique=False)


def downgrade() -> None:
    """Go back from '0001_first_house' to None."""
    with op.batch_alter_table("rule_acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_acts_rule_id"))

    op.drop_table("rule_acts")
    op.drop_table("rule_versions")
    op.drop_table("grant_kinds")
    op.drop_table("workshop_ideas")
    op.drop_table("vote_results")
    op.drop_table("scores")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notes_slip_id"))
        batch_op.drop_index(batch_op.f("ix_notes_registration_id"))
        batch_op.drop_index(batch_op.f("ix_notes_board_id_group_id_position"))

    op.drop_table("notes")
    with op.batch_alter_table("improvements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_improvements_idea_id_key"))

    op.drop_table("improvements")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grants_organisation_id_dataset_id_purpose_id"))

    op.drop_table("grants")
    op.drop_table("council_votes")
    op.drop_table("consented_kinds")
    op.drop_table("application_kinds")
    with op.batch_alter_table("use_applications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_use_applications_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_use_applications_motion_id"))
        batch_op.drop_index(batch_op.f("ix_use_applications_idea_id"))
        batch_op.drop_index(batch_op.f("ix_use_applications_dataset_id"))

    op.drop_table("use_applications")
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supports_person_id"))

    op.drop_table("supports")
    op.drop_table("slips")
    with op.batch_alter_table("score_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_sheets_idea_id"))

    op.drop_table("score_sheets")
    op.drop_table("roll_entries")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registrations_workshop_id_waiting_since_id"))
        batch_op.drop_index(batch_op.f("ix_registrations_person_id"))

    op.drop_table("registrations")
    op.drop_table("recusals")
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_picks_idea_id"))

    op.drop_table("picks")
    with op.batch_alter_table("note_groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_groups_board_id_position"))

    op.drop_table("note_groups")
    op.drop_table("motion_versions")
    with op.batch_alter_table("moderations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderations_idea_id_decided_at"))

    op.drop_table("moderations")
    with op.batch_alter_table("matrix_cells", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_matrix_cells_accountable",
            sqlite_where=sa.text("part = 'accountable'"),
            postgresql_where=sa.text("part = 'accountable'"),
        )

    op.drop_table("matrix_cells")
    op.drop_table("interests")
    with op.batch_alter_table("idea_results", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_results_contest_id"))

    op.drop_table("idea_results")
    op.drop_table("idea_import_rows")
    with op.batch_alter_table("consent_records", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_records_purpose_id_recipient_id"))

    op.drop_table("consent_records")
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflicts_idea_id"))

    op.drop_table("conflicts")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comments_idea_id_posted_at_id"))
        batch_op.drop_index(batch_op.f("ix_comments_author_id"))

    op.drop_table("comments")
    op.drop_table("awards")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_items_motion_id"))

    op.drop_table("agenda_items")
    op.drop_table("workshop_places")
    op.drop_table("workshop_minutes")
    with op.batch_alter_table("seat_holdings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_holdings_person_id"))

    op.drop_table("seat_holdings")
    op.drop_table("responsibilities")
    op.drop_table("purpose_stops")
    with op.batch_alter_table("purpose_recipients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_purpose_recipients_organisation_id"))

    op.drop_table("purpose_recipients")
    with op.batch_alter_table("purpose_kinds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_purpose_kinds_kind_id"))

    op.drop_table("purpose_kinds")
    op.drop_table("pick_slots")
    op.drop_table("notices")
    with op.batch_alter_table("motions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motions_suspension_id"))
        batch_op.drop_index(batch_op.f("ix_motions_rule_id"))

    op.drop_table("motions")
    op.drop_table("minutes")
    with op.batch_alter_table("ideas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ideas_contest_id_state_support_count_id"))
        batch_op.drop_index(batch_op.f("ix_ideas_contest_id_state_published_at_id"))
        batch_op.drop_index(batch_op.f("ix_ideas_author_id_state"))

    op.drop_table("ideas")
    op.drop_table("idea_imports")
    with op.batch_alter_table("export_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_export_links_person_id"))

    op.drop_table("export_links")
    with op.batch_alter_table("dataset_persons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dataset_persons_person_id"))

    op.drop_table("dataset_persons")
    with op.batch_alter_table("dataset_kinds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dataset_kinds_kind_id"))

    op.drop_table("dataset_kinds")
    op.drop_table("boards")
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attendances_meeting_id_seat_id",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_attendances_meeting_id_person_id",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )

    op.drop_table("attendances")
    with op.batch_alter_table("workshops", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshops_contest_id"))

    op.drop_table("workshops")
    with op.batch_alter_table("use_records", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_use_records_person_id_used_at_id"))
        batch_op.drop_index(batch_op.f("ix_use_records_decision_key"))

    op.drop_table("use_records")
    op.drop_table("suspension_signatures")
    op.drop_table("stop_records")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_person_id_ended_at"))

    op.drop_table("sign_ins")
    op.drop_table("role_matrices")
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grants_person_id_starts_at"))

    op.drop_table("role_grants")
    op.drop_table("purpose_versions")
    op.drop_table("phase_windows")
    with op.batch_alter_table("one_time_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_codes_person_id_purpose"))

    op.drop_table("one_time_codes")
    op.drop_table("meetings")
    with op.batch_alter_table("ledger_payload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_payload_subject"))
        batch_op.drop_index(batch_op.f("ix_ledger_payload_kind"))

    op.drop_table("ledger_payload")
    with op.batch_alter_table("judge_invitations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_judge_invitations_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_judge_invitations_address_key_state"))

    op.drop_table("judge_invitations")
    op.drop_table("divisions")
    with op.batch_alter_table("decision_records", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_records_person_id"))
        batch_op.drop_index(batch_op.f("ix_decision_records_organisation_id_decided_at"))

    op.drop_table("decision_records")
    with op.batch_alter_table("datasets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_datasets_holder_id"))

    op.drop_table("datasets")
    op.drop_table("criteria")
    with op.batch_alter_table("contest_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contest_changes_contest_id_changed_at"))

    op.drop_table("contest_changes")
    op.drop_table("ballots")
    with op.batch_alter_table("api_credentials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_credentials_organisation_id"))

    op.drop_table("api_credentials")
    with op.batch_alter_table("web_submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_submissions_received_at"))

    op.drop_table("web_submissions")
    with op.batch_alter_table("suspensions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suspensions_name"))

    op.drop_table("suspensions")
    op.drop_table("seats")
    op.drop_table("search_changes")
    op.drop_table("rules")
    op.drop_table("purposes")
    op.drop_table("people")
    with op.batch_alter_table("outgoing_mails", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outgoing_mails_waiting",
            sqlite_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
        )

    op.drop_table("outgoing_mails")
    op.drop_table("organisations")
    op.drop_table("ledger_subtree")
    op.drop_table("ledger_head")
    op.drop_table("ledger_entry")
    op.drop_table("ledger_checkpoint")
    with op.batch_alter_table("job_runs", schema=None) as batch_op:
        batch_op.drop_index("ix_job_runs_job_name_finished_at")
        batch_op.drop_index("ix_job_runs_job_name_due_at")

    op.drop_table("job_runs")
    op.drop_table("job_leases")
    op.drop_table("data_kinds")
    op.drop_table("councils")
    op.drop_table("contests")
    op.drop_table("clock_marks")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_kind_client_address_made_at"))

    op.drop_table("attempts")
