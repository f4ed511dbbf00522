"""Which license a deal is about, so that the page of a license finds its deals."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_ABOUT = sa.text("about_license IS NOT NULL")
_NAMED = {
    "postgresql": "header -> 'relation' ->> 'license'",
    "sqlite": "json_extract(header, '$.relation.license')",
}


def upgrade() -> None:
    op.add_column("deals", sa.Column("about_license", sa.String(length=64)))
    named = _NAMED[op.get_bind().dialect.name]
    op.execute(f"UPDATE deals SET about_license = {named} WHERE {named} IS NOT NULL")  # noqa: S608
    op.create_index(
        "ix_deals_about",
        "deals",
        ["about_license"],
        sqlite_where=_ABOUT,
        postgresql_where=_ABOUT,
    )


def downgrade() -> None:
    op.drop_index("ix_deals_about", "deals")
    op.drop_column("deals", "about_license")
