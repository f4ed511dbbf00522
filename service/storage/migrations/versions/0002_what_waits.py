"""What waits for an approver stands in an index; a link signs in to one organization alone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ASKED = sa.text("status = 'draft' AND approval = 'requested'")
_BLOCKED = sa.text("status = 'draft' AND approval <> 'requested' AND to_release > 0")


def upgrade() -> None:
    """Links live a day and are made again; those that name no organization are dropped."""
    op.add_column(
        "deals", sa.Column("to_release", sa.Integer(), nullable=False, server_default="0")
    )
    _index("ix_deals_asked", _ASKED)
    _index("ix_deals_blocked", _BLOCKED)
    op.execute("DELETE FROM sign_in_links")
    with op.batch_alter_table("sign_in_links") as batch:
        batch.add_column(sa.Column("org_id", sa.String(length=40), nullable=False))
        batch.create_foreign_key("fk_sign_in_links_org_id", "organizations", ["org_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("sign_in_links") as batch:
        batch.drop_constraint("fk_sign_in_links_org_id", type_="foreignkey")
        batch.drop_column("org_id")
    op.drop_index("ix_deals_blocked", "deals")
    op.drop_index("ix_deals_asked", "deals")
    with op.batch_alter_table("deals") as batch:
        batch.drop_column("to_release")


def _index(name: str, where: sa.TextClause) -> None:
    op.create_index(
        name, "deals", ["org_id", "updated_at"], sqlite_where=where, postgresql_where=where
    )
