"""A personal link opens the license that its deal led to, or a license alone, and has codes."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0017"

_ID = sa.String(length=40)
_MOMENT = sa.DateTime(timezone=True)
_ALONE = sa.text("deal_id IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("deal_links") as batch:
        batch.alter_column("deal_id", existing_type=_ID, nullable=True)
        batch.add_column(sa.Column("license_id", _ID))
        batch.create_foreign_key("fk_deal_links_license_id", "licenses", ["license_id"], ["id"])
    op.execute(
        "UPDATE deal_links SET license_id = "
        "(SELECT id FROM licenses WHERE licenses.deal_id = deal_links.deal_id)"
    )
    op.create_index("ix_deal_links_license_id", "deal_links", ["license_id"])
    op.create_index(
        "ix_deal_links_alone",
        "deal_links",
        ["license_id", "address"],
        unique=True,
        sqlite_where=_ALONE,
        postgresql_where=_ALONE,
    )
    op.create_table(
        "link_codes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("link_id", _ID, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.ForeignKeyConstraint(["link_id"], ["deal_links.id"], name="fk_link_codes_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_link_codes"),
        comment="The code is made from the id when its letter is written, and not here.",
    )
    op.create_index("ix_link_codes_link_id_created_at", "link_codes", ["link_id", "created_at"])


def downgrade() -> None:
    """Links to a license alone are lost."""
    op.drop_table("link_codes")
    alone = "SELECT id FROM deal_links WHERE deal_id IS NULL"
    op.execute(f"DELETE FROM link_visits WHERE link_id IN ({alone})")  # noqa: S608
    op.execute("DELETE FROM deal_links WHERE deal_id IS NULL")
    op.drop_index("ix_deal_links_alone", "deal_links")
    op.drop_index("ix_deal_links_license_id", "deal_links")
    with op.batch_alter_table("deal_links") as batch:
        batch.drop_constraint("fk_deal_links_license_id", type_="foreignkey")
        batch.drop_column("license_id")
        batch.alter_column("deal_id", existing_type=_ID, nullable=False)
