"""Key dates say whose they are; how many stand on each day, and what licenses are worth, is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_ID = sa.String(length=40)
_WHOSE = """
UPDATE key_dates SET whose = CASE
    WHEN side IS NULL THEN 'both'
    WHEN side = (SELECT our_side FROM licenses WHERE licenses.id = key_dates.license_id) THEN 'us'
    ELSE 'them' END
"""
_DATES = """
INSERT INTO date_counts (org_id, "on", kind, whose, state, duty, dates)
SELECT org_id, "on", kind, whose, state, duty, count(*)
FROM key_dates GROUP BY org_id, "on", kind, whose, state, duty
"""
_LICENSES = """
INSERT INTO license_counts (org_id, status, currency, edge, month, licenses, high, low)
SELECT org_id, status, currency, '{edge}', {month}, count(*),
       sum(committed_minor / 1000000000), sum(committed_minor % 1000000000)
FROM licenses WHERE {day} IS NOT NULL GROUP BY org_id, status, currency, {month}
"""
_MONTH = {
    "sqlite": "date({day}, 'start of month')",
    "postgresql": "date_trunc('month', {day})::date",
}
_EDGES = {"starts": "starts_on", "ends": "coalesce(ends_on, last_day)"}


def upgrade() -> None:
    _columns_and_indexes()
    _tables()
    op.execute(_WHOSE)
    op.execute(_DATES)
    for edge, day in _EDGES.items():
        month = _MONTH[op.get_bind().dialect.name].format(day=day)
        op.execute(_LICENSES.format(edge=edge, day=day, month=month))


def downgrade() -> None:
    op.drop_table("license_counts")
    op.drop_table("date_counts")
    op.drop_index("ix_licenses_external_id", "licenses")
    op.drop_index("ix_licenses_by_status", "licenses")
    op.create_index("ix_licenses_org_id_status", "licenses", ["org_id", "status"])
    op.drop_index("ix_key_dates_calendar", "key_dates")
    op.create_index("ix_key_dates_org_id_on", "key_dates", ["org_id", "on"])
    with op.batch_alter_table("key_dates") as batch:
        batch.drop_column("whose")


def _columns_and_indexes() -> None:
    whose = sa.Column("whose", sa.String(length=10), nullable=False, server_default="both")
    op.add_column("key_dates", whose)
    op.drop_index("ix_key_dates_org_id_on", "key_dates")
    op.create_index(
        "ix_key_dates_calendar", "key_dates", ["org_id", "on", "kind", "whose", "state", "id"]
    )
    op.drop_index("ix_licenses_org_id_status", "licenses")
    op.create_index("ix_licenses_by_status", "licenses", ["org_id", "status", "created_at", "id"])
    op.create_index("ix_licenses_external_id", "licenses", ["org_id", "external_id"])


def _tables() -> None:
    op.create_table(
        "date_counts",
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("whose", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("duty", sa.Boolean(), nullable=False),
        sa.Column("dates", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_date_counts_org_id"),
        sa.PrimaryKeyConstraint(
            "org_id", "on", "kind", "whose", "state", "duty", name="pk_date_counts"
        ),
        comment="How many key dates of each sort stand on a day.",
    )
    op.create_table(
        "license_counts",
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("edge", sa.String(length=10), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("licenses", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_license_counts_org_id"),
        sa.PrimaryKeyConstraint(
            "org_id", "status", "currency", "edge", "month", name="pk_license_counts"
        ),
        comment="How many licenses start in a month, how many end in it, and what they commit to.",
    )
