"""What the draft of a page holds, as tests ask it."""

import re
import unicodedata
from pathlib import Path

import yaml

from bot.events.importing.drafts import draft_pack
from bot.events.importing.writing import write_pack
from tests.packs import vocabulary

PAGES = Path(__file__).with_name("pages")
VOCABULARY = vocabulary()
_WORD = re.compile(r"\d+|[^\W\d_]+")


def imported(page: bytes, year: int | None = None) -> str:
    return write_pack(draft_pack(page, VOCABULARY, year=year))


def dates_in(pack: str) -> list[str]:
    return re.findall(r"^    date: (\S+)", pack, re.MULTILINE)


def words_of(text: str) -> set[str]:
    """Each word and number; Chinese sign by sign, as it has no blanks to be told by."""
    text = unicodedata.normalize("NFKC", text)
    return {
        part
        for word in _WORD.findall(text)
        for part in re.findall(r"[\u3400-\u9fff]|[^\u3400-\u9fff]+", word)
    }


def kept_in(pack: str) -> set[str]:
    """The words of a draft's comments and summaries."""
    comments = [line for line in pack.splitlines() if line.lstrip().startswith("#")]
    events = yaml.safe_load(pack)["events"] or []
    summaries = [text for event in events for text in event["summary"].values()]
    return words_of("\n".join(comments + summaries))
