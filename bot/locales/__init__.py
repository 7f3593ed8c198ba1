"""The languages that the bot speaks: English, which is in the code, and one a catalogue here."""

from pathlib import Path

from bot.languages.text import ENGLISH

LOCALES = Path(__file__).parent
CATALOGUE = Path("LC_MESSAGES") / "annals.po"
"""Where a language's catalogue stands in its folder."""


def languages_in(locales: Path) -> tuple[str, ...]:
    """English, and the language of every catalogue, as tags such as `zh-Hant`."""
    folders = (path.parents[1].name for path in locales.glob(f"*/{CATALOGUE}"))
    return ENGLISH, *sorted(folder.replace("_", "-") for folder in folders)


LANGUAGES = languages_in(LOCALES)
"""The first is the one to fall back on."""


def language_like(code: str) -> str | None:
    """The language for somebody whose client speaks `code` ("zh-hans"); None where none fits."""
    spoken = code.casefold().split("-")[0]
    return next((tag for tag in LANGUAGES if tag.casefold().split("-")[0] == spoken), None)
