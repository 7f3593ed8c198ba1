"""What Telegram shows of the bot, by language: the menu of commands and the descriptions."""

import re
from typing import Any

from tests.bot_api.content import Refused, decoded

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LONGEST = {"description": 512, "short_description": 120}


class Profile:
    """The bot's profile; "" is the language of those who have none of their own."""

    METHODS = frozenset(
        f"{verb}My{what}"
        for verb in ("get", "set")
        for what in ("Commands", "Description", "ShortDescription")
    )

    def __init__(self) -> None:
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        """By kind (`description`, `short_description`) and language."""

    def call(self, method: str, parameters: dict[str, Any]) -> Any:
        """The result of one of `METHODS`."""
        language = parameters.get("language_code") or ""
        if language and not re.fullmatch("[a-z]{2}", language):
            raise Refused("Bad Request: LANGUAGE_CODE_INVALID")
        if method == "getMyCommands":
            return self.commands.get(language, [])
        if method == "setMyCommands":
            commands = decoded(parameters["commands"])
            _check_commands(commands)
            self.commands[language] = commands
            return True
        kind = "short_description" if "Short" in method else "description"
        if method.startswith("get"):
            return {kind: self.texts.get((kind, language), self.texts.get((kind, ""), ""))}
        text = parameters.get(kind) or ""
        if len(text) > _LONGEST[kind]:
            raise Refused(f"Bad Request: {kind} is too long")
        self.texts[kind, language] = text
        return True


def _check_commands(commands: list[dict[str, str]]) -> None:
    if len(commands) > 100:
        raise Refused("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise Refused("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Refused("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
