"""How many deals there are stands beside them; the largest are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_COUNTED = """
INSERT INTO deal_counts (org_id, status, currency, deals, high, low)
SELECT org_id, status, currency, count(*),
       sum(committed_minor / 1000000000), sum(committed_minor % 1000000000)
FROM deals GROUP BY org_id, status, currency
"""


def upgrade() -> None:
    op.create_table(
        "deal_counts",
        sa.Column("org_id", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("deals", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_deal_counts_org_id"),
        sa.PrimaryKeyConstraint("org_id", "status", "currency", name="pk_deal_counts"),
        comment="How many deals there are, and what they commit to in two halves.",
    )
    op.create_index(
        "ix_deals_by_worth", "deals", ["org_id", "status", "currency", "committed_minor", "id"]
    )
    op.execute(_COUNTED)


def downgrade() -> None:
    op.drop_index("ix_deals_by_worth", "deals")
    op.drop_table("deal_counts")
