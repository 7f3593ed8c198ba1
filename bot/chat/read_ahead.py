"""What was read of updates when they were noted, before their turn came."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.storage.remembering import Key, Recalled


@dataclass(slots=True)
class Ahead:
    """What was read of an update; this replica knows some of it better."""

    newer_keys: set[Key]
    is_chat_newer: bool = False
    recalled: Recalled | None = None


class ReadAhead:
    """Keeps what was read until it is asked for, and what updates before it change meanwhile."""

    def __init__(self) -> None:
        self._of_chats: dict[int, dict[int, Ahead]] = defaultdict(dict)

    def expect(self, chat: int, update_id: int, newer_keys: Collection[Key]) -> Ahead:
        """A place for what is now being read of an update.

        Args:
            newer_keys: of what the database does not yet hold the newest value.
        """
        ahead = self._of_chats[chat][update_id] = Ahead(set(newer_keys))
        return ahead

    def take(self, chat: int, update_id: int) -> Ahead | None:
        """What was read of an update, which is then kept no longer."""
        of_chat = self._of_chats.get(chat, {})
        ahead = of_chat.pop(update_id, None)
        if not of_chat:
            self._of_chats.pop(chat, None)
        return ahead

    def changed(self, chat: int, keys: Iterable[Key]) -> None:
        """An update of a chat has been handled here, which may have changed these."""
        for ahead in self._of_chats.get(chat, {}).values():
            ahead.newer_keys.update(keys)
            ahead.is_chat_newer = True
