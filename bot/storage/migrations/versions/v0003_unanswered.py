"""Questions that found no answer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "unanswered",
        sa.Column("text", sa.String(200), primary_key=True),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("unanswered")
