"""Indexes of what pages look for among all deals, contracts and letters, however many there are."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_INDEXES = (
    (
        "ix_deals_waiting_newest",
        "deals",
        ["org_id", "waits_for", "created_at", "id"],
        "waits_for IS NOT NULL",
    ),
    (
        "ix_contracts_waiting",
        "contracts",
        ["org_id", "updated_at", "id"],
        "status IN ('ready', 'sent', 'declined')",
    ),
    (
        "ix_outbox_stuck",
        "outbox",
        ["org_id", "created_at"],
        "state IN ('dead', 'needs_review') OR report IN ('bounced', 'dropped')",
    ),
)


def upgrade() -> None:
    for name, table, columns, where in _INDEXES:
        only = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for name, table, *_ in _INDEXES:
        op.drop_index(name, table)
