"""The tables."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(35), nullable=False),
)
"""What a chat chose: the language of its answers."""

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("minute", Integer, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("language", String(35), nullable=False),
    Column("only_exact", Boolean, nullable=False),
    Column("is_silent", Boolean, nullable=False),
    Column("due_on", Date),
    Column("due_at", BigInteger),
    Column("ended", String(16)),
    Index("subscriptions_due_at", "due_at"),
    sqlite_with_rowid=False,
)
"""Who gets the day's post. `minute` is the local minute of the day; `due_on` the local date of the
next post and `due_at` when to see to it, in seconds since 1970: later than due where a chat has to
wait. Both are null once the subscription has `ended` (why)."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("local_date", Date, primary_key=True),
    Column("claimed_at", BigInteger, nullable=False),
    Column("claimed_by", String(32), nullable=False),
    Column("done_at", BigInteger),
    Column("outcome", String(16)),
    Index("deliveries_local_date", "local_date"),
    sqlite_with_rowid=False,
)
"""The ledger: one row for a chat, topic and local date, so that no post goes out twice."""

unanswered = Table(
    "unanswered",
    metadata,
    Column("text", String(200), primary_key=True),
    Column("language", String(35), nullable=False),
    Column("times", Integer, nullable=False),
    Column("last_day", Date, nullable=False),
)
"""Questions that found no answer, normalised, and nothing of who asked."""

versions = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table: the migration that the tables are at."""

updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger),
    Column("body", Text),
    Column("noted_at", BigInteger, nullable=False),
    Column("claimed_by", BigInteger, nullable=False),
    Column("handled_at", BigInteger),
    Index("updates_chat_id", "chat_id"),
)
"""Telegram's updates: noted with their JSON before they are acknowledged, claimed by the process
that handles them. Once handled, chat and body are null: the number is remembered, for a day."""

remembered = Table(
    "remembered",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(8), primary_key=True),
    Column("about", BigInteger, primary_key=True, autoincrement=False),
    Column("value", Text, nullable=False),
    Column("noted_at", BigInteger, nullable=False),
    Index("remembered_noted_at", "noted_at"),
)
"""What replicas have to know of each other's last ten minutes: which events a conversation was
about, which message is the answer to which. Nothing of what people wrote stands beside a chat."""
