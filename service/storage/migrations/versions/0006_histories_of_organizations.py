"""What people do that belongs to no deal stands in a history of their organization."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_FIRST = "0" * 64


def upgrade() -> None:
    op.add_column(
        "organizations",
        sa.Column("history_length", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column(
        "organizations",
        sa.Column("history_head", sa.String(length=64), nullable=False, server_default=_FIRST),
    )
    op.create_table(
        "org_events",
        sa.Column("org_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("about", sa.String(length=40)),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_org_events_org_id"),
        sa.PrimaryKeyConstraint("org_id", "seq", name="pk_org_events"),
        comment="What people did that belongs to no deal; about people and letters, by their ids.",
    )
    op.create_index("ix_org_events_org_id_about", "org_events", ["org_id", "about"])


def downgrade() -> None:
    op.drop_table("org_events")
    with op.batch_alter_table("organizations") as batch:
        batch.drop_column("history_head")
        batch.drop_column("history_length")
