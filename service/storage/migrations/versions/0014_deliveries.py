"""Deliveries, and reports of use and revenue."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_ID = sa.String(length=40)
_MOMENT = sa.DateTime(timezone=True)
_LAPSES = sa.text("lapses_at IS NOT NULL")


def upgrade() -> None:
    _deliveries()
    _use_reports()


def downgrade() -> None:
    op.drop_table("use_reports")
    op.drop_table("deliveries")


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("license_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("manifest_sha256", sa.String(length=64)),
        sa.Column("replaces", _ID),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("lots", sa.JSON(), nullable=False),
        sa.Column("lapses_at", _MOMENT),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["license_id"], ["licenses.id"], name="fk_deliveries_license_id_licenses"
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organizations.id"], name="fk_deliveries_org_id_organizations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("license_id", "number", name="uq_deliveries_license_id_number"),
        comment="Lots say line by line what came and what became of it. `lapses_at` is when silence accepts next.",
    )
    op.create_index(
        "ix_deliveries_lapsing",
        "deliveries",
        ["lapses_at"],
        sqlite_where=_LAPSES,
        postgresql_where=_LAPSES,
    )


def _use_reports() -> None:
    op.create_table(
        "use_reports",
        sa.Column("license_id", _ID, nullable=False),
        sa.Column("charge", sa.String(length=100), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("uses", sa.String(length=40), nullable=False),
        sa.Column("base_minor", sa.BigInteger()),
        sa.Column("base_currency", sa.String(length=3)),
        sa.Column("reported_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["license_id"], ["licenses.id"], name="fk_use_reports_license_id_licenses"
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organizations.id"], name="fk_use_reports_org_id_organizations"
        ),
        sa.PrimaryKeyConstraint("license_id", "charge", "on_day", name="pk_use_reports"),
        comment="A later report for the same charge and day takes the place of the earlier one.",
    )
