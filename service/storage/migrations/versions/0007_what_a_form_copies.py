"""A form that began as a copy knows of which deal."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("form_drafts") as batch:
        batch.add_column(sa.Column("copied_from", sa.String(length=40)))
        batch.create_foreign_key("fk_form_drafts_copied_from", "deals", ["copied_from"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("form_drafts") as batch:
        batch.drop_constraint("fk_form_drafts_copied_from", type_="foreignkey")
        batch.drop_column("copied_from")
