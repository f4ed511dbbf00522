"""Offers, personal links, comments, and contracts that are drawn up."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_MOMENT = sa.DateTime(timezone=True)
_STANDS = sa.text("waits_for IS NOT NULL")
_ENDS = sa.text("expires_at IS NOT NULL")
_ASKED_BEFORE = sa.text("status = 'draft' AND approval = 'requested'")
_ASKED = sa.text("status IN ('draft', 'offered', 'countered') AND approval = 'requested'")
_WORK = sa.text("status IN ('drawing_up', 'failed')")


def upgrade() -> None:
    for column in (
        sa.Column("offer_id", sa.String(length=40)),
        sa.Column("opened_by", sa.String(length=10)),
        sa.Column("waits_for", sa.String(length=10)),
        sa.Column("expires_at", _MOMENT),
    ):
        op.add_column("deals", column)
    op.drop_index("ix_deals_asked", "deals")
    _index("ix_deals_asked", "deals", ["org_id", "updated_at"], _ASKED)
    _index("ix_deals_waiting", "deals", ["org_id", "waits_for", "updated_at"], _STANDS)
    _index("ix_deals_lapsing", "deals", ["expires_at"], _ENDS)
    _offers()
    _links()
    _comments()
    _contracts()


def downgrade() -> None:
    for table in ("contracts", "comment_reads", "comments", "link_visits", "deal_links", "offers"):
        op.drop_table(table)
    op.drop_index("ix_deals_asked", "deals")
    _index("ix_deals_asked", "deals", ["org_id", "updated_at"], _ASKED_BEFORE)
    op.drop_index("ix_deals_lapsing", "deals")
    op.drop_index("ix_deals_waiting", "deals")
    with op.batch_alter_table("deals") as batch:
        for column in ("expires_at", "waits_for", "opened_by", "offer_id"):
            batch.drop_column(column)


def _index(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _of_organization(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name=f"fk_{table}_org_id")


def _of_deal(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=f"fk_{table}_deal_id")


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("org_id", sa.String(length=40), nullable=False),
        sa.Column("deal_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("terms_sha256", sa.String(length=64), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("message", sa.String(length=4000)),
        sa.Column("expires_at", _MOMENT),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        _of_organization("offers"),
        _of_deal("offers"),
        sa.ForeignKeyConstraint(
            ["org_id", "terms_sha256"],
            ["terms_texts.org_id", "terms_texts.sha256"],
            name="fk_offers_org_id_terms_sha256",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sa.UniqueConstraint("deal_id", "number", name="uq_offers_deal_id_number"),
        comment="Written once and never changed.",
    )


def _links() -> None:
    op.create_table(
        "deal_links",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("org_id", sa.String(length=40), nullable=False),
        sa.Column("deal_id", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("invited_by", sa.String(length=40), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT),
        _of_organization("deal_links"),
        _of_deal("deal_links"),
        sa.PrimaryKeyConstraint("id", name="pk_deal_links"),
        sa.UniqueConstraint("deal_id", "email", name="uq_deal_links_deal_id_email"),
        comment="Who acts for a side without an account. The token is made from the id, and not here.",
    )
    op.create_table(
        "link_visits",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("link_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["deal_links.id"], name="fk_link_visits_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_link_visits"),
        comment="A page that was fetched may have been fetched by a program; a viewed one was not.",
    )
    op.create_index("ix_link_visits_link_id_at", "link_visits", ["link_id", "at"])


def _comments() -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("org_id", sa.String(length=40), nullable=False),
        sa.Column("deal_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=10)),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("clause", sa.String(length=10)),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        _of_organization("comments"),
        _of_deal("comments"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
        sa.UniqueConstraint("deal_id", "number", name="uq_comments_deal_id_number"),
        comment="What is not shared is our own side's alone.",
    )
    op.create_table(
        "comment_reads",
        sa.Column("deal_id", sa.String(length=40), nullable=False),
        sa.Column("reader", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _of_deal("comment_reads"),
        sa.PrimaryKeyConstraint("deal_id", "reader", name="pk_comment_reads"),
        comment="Up to which comment somebody has read.",
    )


def _contracts() -> None:
    op.create_table(
        "contracts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("org_id", sa.String(length=40), nullable=False),
        sa.Column("deal_id", sa.String(length=40), nullable=False),
        sa.Column("offer_id", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("docx_sha256", sa.String(length=64)),
        sa.Column("pdf_sha256", sa.String(length=64)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("fault", sa.String(length=500), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("lease_by", sa.String(length=80)),
        sa.Column("lease_until", _MOMENT),
        _of_organization("contracts"),
        _of_deal("contracts"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_contracts_offer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contracts"),
        sa.UniqueConstraint("deal_id", name="uq_contracts_deal_id"),
    )
    op.create_index("ix_contracts_newest", "contracts", ["org_id", "created_at", "id"])
    _index("ix_contracts_due", "contracts", ["due_at"], _WORK)
