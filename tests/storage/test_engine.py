"""The engine comes without the ORM, which still is there for whoever asks for it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "code",
    [
        "import bot.storage.database; assert 'sqlalchemy.orm' not in sys.modules",
        "import bot.storage.engine; from sqlalchemy.ext.asyncio import AsyncSession, AsyncEngine; "
        "assert AsyncEngine is bot.storage.engine.AsyncEngine",
        "import sqlalchemy.ext.asyncio as first, bot.storage.engine; "
        "assert first.AsyncEngine is bot.storage.engine.AsyncEngine",
        "import bot.storage.engine, sqlalchemy.ext.asyncio as package; "
        "assert not hasattr(package, 'nothing') and package.AsyncSession",
    ],
)
def test_what_nobody_uses_is_not_loaded_and_what_is_used_is_there(code: str) -> None:
    subprocess.run([sys.executable, "-c", f"import sys; {code}"], check=True)
