"""The outbox knows whom each letter is for, who sends it, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOVES = sa.text("state IN ('pending', 'sending', 'unknown')")
_WAITS = sa.text("state = 'pending'")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What stood in the outbox so far named no recipient and was never sent: it is dropped."""
    op.drop_index("ix_outbox_due", "outbox")
    op.execute("DELETE FROM outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("audience")
        for column in _columns():
            batch.add_column(column)
        batch.create_foreign_key("fk_outbox_user_id", "users", ["user_id"], ["id"])
        batch.create_check_constraint(
            "ck_outbox_one_recipient", "(user_id IS NULL) <> (to_email IS NULL)"
        )
    op.create_index("ix_outbox_newest", "outbox", ["org_id", "created_at", "id"])
    op.create_index("ix_outbox_deal_id", "outbox", ["deal_id"])
    op.create_index(
        "ix_outbox_due", "outbox", ["due_at"], sqlite_where=_MOVES, postgresql_where=_MOVES
    )
    _attempts()
    _events()


def downgrade() -> None:
    op.drop_table("provider_events")
    op.drop_table("outbox_attempts")
    op.drop_index("ix_outbox_due", "outbox")
    op.drop_index("ix_outbox_deal_id", "outbox")
    op.drop_index("ix_outbox_newest", "outbox")
    op.execute("DELETE FROM outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_constraint("ck_outbox_one_recipient", type_="check")
        batch.drop_constraint("fk_outbox_user_id", type_="foreignkey")
        for column in _columns():
            batch.drop_column(column.name)
        batch.add_column(sa.Column("audience", sa.String(length=40), nullable=False))
    op.create_index(
        "ix_outbox_due", "outbox", ["due_at"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )


def _columns() -> list["sa.Column[object]"]:
    return [
        sa.Column("about", sa.String(length=40), nullable=True),
        sa.Column("user_id", sa.String(length=40), nullable=True),
        sa.Column("to_email", sa.String(length=254), nullable=True),
        sa.Column("to_name", sa.String(length=200), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("possible_duplicate", sa.Boolean(), nullable=False),
        sa.Column("reconciled", sa.Boolean(), nullable=False),
        sa.Column("provider_id", sa.String(length=200), nullable=True),
        sa.Column("fault", sa.String(length=500), nullable=False),
        sa.Column("report", sa.String(length=20), nullable=False),
        sa.Column("report_reason", sa.String(length=500), nullable=False),
        sa.Column("lease_by", sa.String(length=80), nullable=True),
        sa.Column("lease_until", _MOMENT, nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
    ]


def _attempts() -> None:
    op.create_table(
        "outbox_attempts",
        sa.Column("outbox_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_outbox_attempts_outbox_id"),
        sa.PrimaryKeyConstraint("outbox_id", "number", name="pk_outbox_attempts"),
    )


def _events() -> None:
    op.create_table(
        "provider_events",
        sa.Column("sg_event_id", sa.String(length=100), nullable=False),
        sa.Column("outbox_id", sa.String(length=40), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_provider_events_outbox_id"),
        sa.PrimaryKeyConstraint("sg_event_id", name="pk_provider_events"),
        comment="What a carrier reported of letters that it had taken.",
    )
    op.create_index("ix_provider_events_outbox_id_at", "provider_events", ["outbox_id", "at"])
