"""Alembic's migrations, run when the database is opened."""
