"""Keys of the operator's seal."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "seal_keys",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_key", sa.Text()),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_seal_keys"),
        sa.UniqueConstraint("fingerprint", name="uq_seal_keys_fingerprint"),
        comment="The highest number is in use; of earlier ones the certificate stays, and no key.",
    )


def downgrade() -> None:
    op.drop_table("seal_keys")
