"""Letters are found by their reader and by what they are about, to tell of those that failed."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_outbox_user_id_created_at", "outbox", ["user_id", "created_at"])
    op.create_index("ix_outbox_about", "outbox", ["kind", "about"])


def downgrade() -> None:
    op.drop_index("ix_outbox_about", "outbox")
    op.drop_index("ix_outbox_user_id_created_at", "outbox")
