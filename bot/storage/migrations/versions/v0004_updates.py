"""Updates that were noted before their end, and the numbers of those handled."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger),
        sa.Column("body", sa.Text),
        sa.Column("noted_at", sa.BigInteger, nullable=False),
        sa.Column("claimed_by", sa.BigInteger, nullable=False),
        sa.Column("handled_at", sa.BigInteger),
    )
    op.create_index("updates_chat_id", "updates", ["chat_id"])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("updates")
