"""Passwords, second steps, counted tries; sessions that stay in one organization."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Sessions and links from before were opened by links that somebody else had seen."""
    _columns()
    op.create_table(
        "credentials",
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200)),
        sa.Column("password_at", _MOMENT),
        sa.Column("sealed_secret", sa.String(length=300)),
        sa.Column("second_step_at", _MOMENT),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_credentials_user_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_credentials"),
        comment="The secret of a second step is sealed under the secret key.",
    )
    op.create_table(
        "recovery_codes",
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=200), nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_recovery_codes_user_id"),
        sa.PrimaryKeyConstraint("user_id", "number", name="pk_recovery_codes"),
    )
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.Column("wait_until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempts"),
        comment="How often something that opens a door was tried in a row.",
    )
    op.create_index("ix_attempts_last_at", "attempts", ["last_at"])


def downgrade() -> None:
    for table in ("attempts", "recovery_codes", "credentials"):
        op.drop_table(table)
    with op.batch_alter_table("sessions") as batch:
        batch.drop_column("awaits_code")
        batch.drop_column("confined")
    with op.batch_alter_table("sign_in_links") as batch:
        batch.drop_column("invited_by")
        batch.drop_column("confined")
    with op.batch_alter_table("organizations") as batch:
        batch.drop_column("letters_detail")


def _columns() -> None:
    yes, no = sa.true(), sa.false()
    op.add_column(
        "organizations",
        sa.Column("letters_detail", sa.String(length=10), nullable=False, server_default="line"),
    )
    op.add_column(
        "sign_in_links", sa.Column("confined", sa.Boolean(), nullable=False, server_default=yes)
    )
    op.add_column("sign_in_links", sa.Column("invited_by", sa.String(length=40)))
    op.add_column(
        "sessions", sa.Column("confined", sa.Boolean(), nullable=False, server_default=yes)
    )
    op.add_column(
        "sessions", sa.Column("awaits_code", sa.Boolean(), nullable=False, server_default=no)
    )
