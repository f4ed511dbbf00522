"""Contracts are signed and sealed: signers, codes, who hands over, signed copies."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ID = sa.String(length=40)
_DIGEST = sa.String(length=64)
_MOMENT = sa.DateTime(timezone=True)
_WORK_BEFORE = sa.text("status IN ('drawing_up', 'failed')")
_WORK = sa.text("status IN ('drawing_up', 'failed', 'signed')")
_ENDS = sa.text("status IN ('sent', 'declined')")
_REMINDED = sa.text("remind_at IS NOT NULL")
_TABLES = (
    "executed_copies",
    "reassignments",
    "signing_codes",
    "signer_visits",
    "signers",
)


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("ink", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("complete_by", sa.Date()),
        sa.Column("ends_at", _MOMENT),
        sa.Column("start_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("sent_at", _MOMENT),
        sa.Column("formed_at", _MOMENT),
        sa.Column("executed_at", _MOMENT),
        sa.Column("alarmed_at", _MOMENT),
        sa.Column("void_reason", sa.String(length=4000)),
        sa.Column("sealed_sha256", _DIGEST),
        sa.Column("certificate_sha256", _DIGEST),
        sa.Column("seal_level", sa.String(length=10)),
    )


def upgrade() -> None:
    for column in _columns():
        op.add_column("contracts", column)
    op.drop_index("ix_contracts_due", "contracts")
    _index("ix_contracts_due", "contracts", ["due_at"], _WORK)
    _index("ix_contracts_expiring", "contracts", ["ends_at"], _ENDS)
    _signers()
    _visits_and_codes()
    _reassignments()
    _copies()


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    op.drop_index("ix_contracts_expiring", "contracts")
    op.drop_index("ix_contracts_due", "contracts")
    with op.batch_alter_table("contracts") as batch:
        for column in reversed(_columns()):
            batch.drop_column(column.name)
    _index("ix_contracts_due", "contracts", ["due_at"], _WORK_BEFORE)


def _index(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _signers() -> None:
    op.create_table(
        "signers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("deal_id", _ID, nullable=False),
        sa.Column("contract_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sent_at", _MOMENT),
        sa.Column("opened_at", _MOMENT),
        sa.Column("signed_at", _MOMENT),
        sa.Column("declined_at", _MOMENT),
        sa.Column("decline_reason", sa.String(length=4000)),
        sa.Column("reminded_at", _MOMENT),
        sa.Column("remind_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.Column("took_over_from", _ID),
        _to("signers", "org_id", "organizations"),
        _to("signers", "deal_id", "deals"),
        _to("signers", "contract_id", "contracts"),
        sa.PrimaryKeyConstraint("id", name="pk_signers"),
        sa.UniqueConstraint("contract_id", "number", name="uq_signers_contract_id_number"),
        comment="Who signs. The token of the link is made from the id, and not here.",
    )
    op.create_index("ix_signers_deal_id", "signers", ["deal_id"])
    _index("ix_signers_reminded", "signers", ["remind_at"], _REMINDED)


def _visits_and_codes() -> None:
    op.create_table(
        "signer_visits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("signer_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        _to("signer_visits", "signer_id", "signers"),
        sa.PrimaryKeyConstraint("id", name="pk_signer_visits"),
        comment="A page that was fetched may have been fetched by a program; a viewed one was not.",
    )
    op.create_index("ix_signer_visits_signer_id_at", "signer_visits", ["signer_id", "at"])
    op.create_table(
        "signing_codes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("signer_id", _ID, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", _MOMENT),
        _to("signing_codes", "signer_id", "signers"),
        sa.PrimaryKeyConstraint("id", name="pk_signing_codes"),
        comment="The code is made from the id when its letter is written, and not here.",
    )
    columns = ["signer_id", "created_at"]
    op.create_index("ix_signing_codes_signer_id_created_at", "signing_codes", columns)


def _reassignments() -> None:
    op.create_table(
        "reassignments",
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("contract_id", _ID, nullable=False),
        sa.Column("signer_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("notice_email", sa.String(length=254), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        _to("reassignments", "org_id", "organizations"),
        _to("reassignments", "contract_id", "contracts"),
        _to("reassignments", "signer_id", "signers"),
        sa.PrimaryKeyConstraint("id", name="pk_reassignments"),
        sa.UniqueConstraint("contract_id", "number", name="uq_reassignments_contract_id_number"),
        comment="Who is to sign instead of whom; the party's notice address answers by a link.",
    )


def _copies() -> None:
    op.create_table(
        "executed_copies",
        sa.Column("id", _ID, nullable=False),
        sa.Column("org_id", _ID, nullable=False),
        sa.Column("contract_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", _DIGEST, nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("side", sa.String(length=10)),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=4000)),
        _to("executed_copies", "org_id", "organizations"),
        _to("executed_copies", "contract_id", "contracts"),
        sa.PrimaryKeyConstraint("id", name="pk_executed_copies"),
        sa.UniqueConstraint("contract_id", "number", name="uq_executed_copies_contract_id_number"),
        comment="Files of what was signed elsewhere.",
    )
