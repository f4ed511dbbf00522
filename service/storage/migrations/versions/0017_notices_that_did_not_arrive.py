"""Notices whose letter did not arrive, and those that the other side gave and we recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_RETURNED = sa.text("returned_letter IS NOT NULL")
_COMMENT = "`returned_letter` carried it, did not arrive, and nobody has acted on that yet."


def upgrade() -> None:
    with op.batch_alter_table("license_notices") as table:
        table.add_column(
            sa.Column("recorded", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("returned_letter", sa.String(length=40)))
        table.create_table_comment(_COMMENT, existing_comment=None)
    with op.batch_alter_table("license_notices") as table:
        table.alter_column("recorded", server_default=None, existing_type=sa.Boolean())
        table.create_index(
            "ix_license_notices_returned",
            ["returned_letter"],
            sqlite_where=_RETURNED,
            postgresql_where=_RETURNED,
        )


def downgrade() -> None:
    with op.batch_alter_table("license_notices") as table:
        table.drop_index("ix_license_notices_returned")
        table.drop_table_comment(existing_comment=_COMMENT)
    with op.batch_alter_table("license_notices") as table:
        table.drop_column("returned_letter")
        table.drop_column("recorded")
