"""A form may be that of a personal link; an address has one link in a deal, whatever its case.

What a client keeps beside its offers and comments has a table of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_ONE_OWNER = "(user_id IS NULL) <> (link_id IS NULL)"


def upgrade() -> None:
    _forms()
    _addresses()
    op.create_table(
        "labels",
        sa.Column("org_id", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("external_id", sa.String(length=200)),
        sa.Column("metadata", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name="fk_labels_org_id"),
        sa.PrimaryKeyConstraint("about", name="pk_labels"),
        comment="What a client keeps beside an offer or a comment of its own; never told to others.",
    )


def downgrade() -> None:
    op.drop_table("labels")
    with op.batch_alter_table("deal_links") as batch:
        batch.drop_constraint("uq_deal_links_deal_id_address", type_="unique")
        batch.create_unique_constraint("uq_deal_links_deal_id_email", ["deal_id", "email"])
        batch.drop_column("address")
    op.execute("DELETE FROM form_drafts WHERE link_id IS NOT NULL")
    with op.batch_alter_table("form_drafts") as batch:
        batch.drop_constraint("ck_form_drafts_one_owner", type_="check")
        batch.drop_constraint("uq_form_drafts_link_id", type_="unique")
        batch.drop_constraint("fk_form_drafts_link_id", type_="foreignkey")
        batch.drop_column("link_id")
        batch.alter_column("user_id", existing_type=sa.String(length=40), nullable=False)


def _forms() -> None:
    with op.batch_alter_table("form_drafts") as batch:
        batch.alter_column("user_id", existing_type=sa.String(length=40), nullable=True)
        batch.add_column(sa.Column("link_id", sa.String(length=40)))
        batch.create_foreign_key("fk_form_drafts_link_id", "deal_links", ["link_id"], ["id"])
        batch.create_unique_constraint("uq_form_drafts_link_id", ["link_id"])
        batch.create_check_constraint("ck_form_drafts_one_owner", _ONE_OWNER)


def _addresses() -> None:
    """Of two links that one address came to by being written in two ways, the first stays open."""
    op.add_column("deal_links", sa.Column("address", sa.String(length=254)))
    op.execute("UPDATE deal_links SET address = lower(email)")
    op.execute(
        "UPDATE deal_links SET address = id, revoked_at = coalesce(revoked_at, CURRENT_TIMESTAMP) "
        "WHERE EXISTS (SELECT 1 FROM deal_links AS first WHERE first.deal_id = deal_links.deal_id "
        "AND lower(first.email) = lower(deal_links.email) AND "
        "(first.created_at, first.id) < (deal_links.created_at, deal_links.id))"
    )
    with op.batch_alter_table("deal_links") as batch:
        batch.alter_column("address", existing_type=sa.String(length=254), nullable=False)
        batch.drop_constraint("uq_deal_links_deal_id_email", type_="unique")
        batch.create_unique_constraint("uq_deal_links_deal_id_address", ["deal_id", "address"])
