"""Licenses in force: periods, notices, key dates, reminders, and their history."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_ID = sa.String(length=40)
_DIGEST = sa.String(length=64)
_MOMENT = sa.DateTime(timezone=True)
_DUE = sa.text("next_at IS NOT NULL")
_TABLES = (
    "license_reminders",
    "license_events",
    "key_dates",
    "license_notices",
    "license_periods",
    "licenses",
)


def upgrade() -> None:
    op.add_column("organizations", sa.Column("reminder_days", sa.JSON()))
    _licenses()
    _license_periods()
    _license_notices()
    _key_dates()
    _license_events()
    _license_reminders()


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    with op.batch_alter_table("organizations") as batch:
        batch.drop_column("reminder_days")


def _licenses() -> None:
    op.create_table(
        "licenses",
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("deal_id", _ID),
        sa.Column("contract_id", _ID),
        sa.Column("document_sha256", _DIGEST),
        sa.Column("title", sa.String(length=200)),
        sa.Column("external_id", sa.String(length=200)),
        sa.Column("metadata", sa.JSON(), nullable=False),
        sa.Column("our_side", sa.String(length=20), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("terms_sha256", _DIGEST, nullable=False),
        sa.Column("licensor_name", sa.String(length=200), nullable=False),
        sa.Column("licensee_name", sa.String(length=200), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("committed_minor", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("renewed", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("reminded_until", _MOMENT, nullable=False),
        sa.Column("next_at", _MOMENT),
        sa.Column("audit_head", _DIGEST, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name="fk_licenses_contract_id"),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_licenses_deal_id"),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_licenses_org_id"),
        sa.PrimaryKeyConstraint("id", name="pk_licenses"),
        sa.UniqueConstraint("deal_id", name="uq_licenses_deal_id"),
        comment="`next_at` is when something is due next by itself; null when nothing is.",
    )
    op.create_index(
        "ix_licenses_due", "licenses", ["next_at"], sqlite_where=_DUE, postgresql_where=_DUE
    )
    op.create_index("ix_licenses_newest", "licenses", ["org_id", "created_at", "id"])
    op.create_index("ix_licenses_org_id_status", "licenses", ["org_id", "status"])


def _license_periods() -> None:
    op.create_table(
        "license_periods",
        sa.Column("license_id", _ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("rises", sa.JSON()),
        sa.ForeignKeyConstraint(
            ["license_id"], ["licenses.id"], name="fk_license_periods_license_id"
        ),
        sa.PrimaryKeyConstraint("license_id", "n", name="pk_license_periods"),
        comment="Each is counted from the first day of the license, never from the one before.",
    )


def _license_notices() -> None:
    op.create_table(
        "license_notices",
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("license_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("counts_on", sa.Date(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("by", _ID, nullable=False),
        sa.Column("effective_on", sa.Date()),
        sa.Column("ground", sa.String(length=30)),
        sa.Column("about", _ID),
        sa.Column("n", sa.Integer()),
        sa.Column("tracking", sa.String(length=200)),
        sa.Column("evidence_sha256", _DIGEST),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("settled_on", sa.Date()),
        sa.Column("detail", sa.Text()),
        sa.Column("cure_ends_on", sa.Date()),
        sa.Column("paused_on", sa.Date()),
        sa.Column("cured_on", sa.Date()),
        sa.ForeignKeyConstraint(
            ["license_id"], ["licenses.id"], name="fk_license_notices_license_id"
        ),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_license_notices_org_id"),
        sa.PrimaryKeyConstraint("id", name="pk_license_notices"),
        sa.UniqueConstraint("license_id", "number", name="uq_license_notices_license_id_number"),
    )


def _key_dates() -> None:
    op.create_table(
        "key_dates",
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("license_id", _ID, nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=10)),
        sa.Column("method", sa.String(length=10)),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("duty", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settled_on", sa.Date()),
        sa.Column("settled_by", _ID),
        sa.Column("note", sa.Text()),
        sa.Column("file_sha256", _DIGEST),
        sa.ForeignKeyConstraint(["license_id"], ["licenses.id"], name="fk_key_dates_license_id"),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_key_dates_org_id"),
        sa.PrimaryKeyConstraint("id", name="pk_key_dates"),
        sa.UniqueConstraint("license_id", "key", name="uq_key_dates_license_id_key"),
        comment="Worked out anew with every event; what was settled stays as it was settled.",
    )
    op.create_index("ix_key_dates_org_id_on", "key_dates", ["org_id", "on"])


def _license_events() -> None:
    op.create_table(
        "license_events",
        sa.Column("id", _ID, nullable=False),
        sa.Column("license_id", _ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("actor", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("prev", _DIGEST, nullable=False),
        sa.Column("hash", _DIGEST, nullable=False),
        sa.ForeignKeyConstraint(
            ["license_id"], ["licenses.id"], name="fk_license_events_license_id"
        ),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_license_events_org_id"),
        sa.PrimaryKeyConstraint("license_id", "seq", name="pk_license_events"),
        sa.UniqueConstraint("id", name="uq_license_events_id"),
        sa.UniqueConstraint("org_id", "position", name="uq_license_events_org_id_position"),
        comment="Positions are shared with deal_events, so that both stand in one order.",
    )


def _license_reminders() -> None:
    op.create_table(
        "license_reminders",
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("license_id", _ID, nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("recipient", _ID, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("fate", sa.String(length=10), nullable=False),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["license_id"], ["licenses.id"], name="fk_license_reminders_license_id"
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organizations.id"], name="fk_license_reminders_org_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_license_reminders"),
        sa.UniqueConstraint(
            "license_id", "key", "on", "days_before", "recipient", name="uq_license_reminders_once"
        ),
        comment="One row is one reminder, however many schedulers run.",
    )
