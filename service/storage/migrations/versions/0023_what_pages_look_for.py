"""Indexes of what pages look for among all deals, licenses and letters, however many there are."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_OWN_ID = ("ix_licenses_external_id", "licenses")
_BY_OWN_ID = ["org_id", "external_id"]

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
        "state IN ('dead', 'needs_review') OR report IN ('bounce', 'dropped')",
    ),
)


def upgrade() -> None:
    for name, table, columns, where in _INDEXES:
        only = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)
    op.drop_index(*_OWN_ID)
    op.create_index(*_OWN_ID, [*_BY_OWN_ID, "created_at", "id"])


def downgrade() -> None:
    op.drop_index(*_OWN_ID)
    op.create_index(*_OWN_ID, _BY_OWN_ID)
    for name, table, *_ in _INDEXES:
        op.drop_index(name, table)
