"""The tables."""

from sqlalchemy import BigInteger, Column, MetaData, String, Table

metadata = MetaData()

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(35), nullable=False),
)
"""What a chat chose: the language of its answers."""
