"""Calendar feeds, and letters on Mondays."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_ID = sa.String(length=40)
_MOMENT = sa.DateTime(timezone=True)
_LIVE = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    _feeds()
    _choices()
    _letters()


def downgrade() -> None:
    op.drop_table("monday_letters")
    op.drop_table("monday_choices")
    op.drop_table("calendar_feeds")


def _feeds() -> None:
    op.create_table(
        "calendar_feeds",
        *_whose("calendar_feeds"),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("read_at", _MOMENT),
        sa.Column("revoked_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feeds"),
        comment="The token is the id and a keyed digest of it; neither it nor anything secret is here.",
    )
    op.create_index(
        "uq_calendar_feeds_live",
        "calendar_feeds",
        ["org_id", "user_id"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def _choices() -> None:
    op.create_table(
        "monday_choices",
        *_whose("monday_choices"),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("next_at", _MOMENT, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_monday_choices"),
        sa.UniqueConstraint("org_id", "user_id", name="uq_monday_choices_org_id_user_id"),
        comment="Who wants a letter each Monday; whoever turns it off has no row.",
    )
    op.create_index("ix_monday_choices_next_at", "monday_choices", ["next_at"])


def _letters() -> None:
    op.create_table(
        "monday_letters",
        *_whose("monday_letters"),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("fate", sa.String(length=10), nullable=False),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_monday_letters"),
        sa.UniqueConstraint("org_id", "user_id", "week", name="uq_monday_letters_once"),
        comment="One row is one Monday of one reader, however many schedulers run.",
    )


def _whose(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organizations.id"], name=f"fk_{table}_org_id_organizations"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id_users"),
    )
