"""Subscriptions, and the ledger of what was delivered."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "subscriptions",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("only_exact", sa.Boolean, nullable=False),
        sa.Column("is_silent", sa.Boolean, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("ended", sa.String(16)),
        sqlite_with_rowid=False,
    )
    op.create_index("subscriptions_due_at", "subscriptions", ["due_at"])
    op.create_table(
        "deliveries",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("local_date", sa.Date, primary_key=True),
        sa.Column("claimed_at", sa.BigInteger, nullable=False),
        sa.Column("claimed_by", sa.String(32), nullable=False),
        sa.Column("done_at", sa.BigInteger),
        sa.Column("outcome", sa.String(16)),
        sqlite_with_rowid=False,
    )
    op.create_index("deliveries_local_date", "deliveries", ["local_date"])


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("deliveries")
    op.drop_table("subscriptions")
