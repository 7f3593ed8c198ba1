"""One memory for several replicas: read before an update is handled, written at its end."""

import asyncio
import json
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from telegram import Message, Update

from bot.chat.bounded import Bounded
from bot.chat.context import Services
from bot.chat.dispatching import Outcome
from bot.chat.read_ahead import ReadAhead
from bot.chat.recording import read_conversation, written_conversation
from bot.chat.updates import chat_of
from bot.daily.ports import DatabaseAway
from bot.storage.inbox import Inbox, Noted
from bot.storage.remembering import Kept, Key, Recalled

_AGAIN_SECONDS = 0.02
_LONGEST_SECONDS = 10.0
"""For which an update waits for one of its chat that another replica handles."""
_DIGEST_BYTES = 7
_MOST_SECRET_BYTES = 64
_MOST_ANSWERS = 5
"""Of a person in a chat that are known elsewhere; who edits, edits the last question."""


class _Kind(StrEnum):
    """Of what something is remembered."""

    TALK = "talk"
    GROUP = "group"
    ASKED = "asked"
    VOTED = "voted"


class SharedMemory:
    """Has the services know what other replicas know, and tells those what has changed.

    Args:
        is_alone: whether no other replica handles updates meanwhile: what was read once is then
            known until `begin_anew`.
    """

    def __init__(self, services: Services, inbox: Inbox, is_alone: bool) -> None:
        self._services = services
        self._inbox = inbox
        self._is_alone = is_alone
        self._known: Bounded[Key, bool] = Bounded()
        self._answers: Bounded[Key, list[tuple[int, int]]] = Bounded()
        self._before: dict[int, dict[Key, _State]] = {}
        self._ahead = ReadAhead()
        self._asked: list[tuple[list[Key], set[int], asyncio.Future[Recalled]]] = []
        self._reading: asyncio.Task[None] | None = None
        self._secret = (services.settings.token or "").encode()[:_MOST_SECRET_BYTES]

    def begin_anew(self) -> None:
        """Rely on nothing that was read before: others have handled updates meanwhile."""
        self._known = Bounded()

    async def note(self, update: Update, noted: Noted) -> bool:
        """Have an update noted, and what came before it read together with that.

        Returns:
            Whether it is new.

        Raises:
            DatabaseAway: the database cannot be used now.
        """
        about = _about(update)
        ahead = self._ahead.expect(about.chat, update.update_id, self._inbox.unwritten())
        is_new = False
        try:
            is_new, ahead.recalled = await self._inbox.note_and_recall(
                noted, self._keys(about), (about.chat, about.person)
            )
        finally:
            if not is_new:
                self._ahead.take(about.chat, update.update_id)
        return is_new

    async def recall(self, update: Update) -> None:
        """Know what came before in an update's chat, after waiting for what is handled elsewhere.

        Where the database is away, what this replica knows has to do.
        """
        about = _about(update)
        keys = self._keys(about)
        ahead = self._ahead.take(about.chat, update.update_id)
        if ahead and ahead.recalled and _is_free(ahead.recalled, about.chat, update.update_id):
            self._apply_all(keys, ahead.recalled, about, ahead.newer_keys, ahead.is_chat_newer)
        elif not self._is_alone or not all(self._known.get(key) for key in keys):
            await self._read_until_free(update.update_id, about, keys)
        self._before[update.update_id] = self._states(about)

    def began(self, update: Update) -> None:
        """Nothing is to be done then."""

    def ended(self, update: Update, _: Outcome) -> None:
        """Write down what has changed."""
        about = _about(update)
        self._remember_answer(about)
        before, now = self._before.pop(update.update_id, {}), self._states(about)
        self._ahead.changed(about.chat, now)
        changed = [key for key in now if now[key] != before.get(key)]
        self._inbox.keep(Kept(key, self._written(key, now[key], about)) for key in changed)

    async def _read_until_free(self, update_id: int, about: "_About", keys: list[Key]) -> None:
        deadline = time.monotonic() + _LONGEST_SECONDS
        with suppress(DatabaseAway):
            while True:
                newer_here = self._inbox.unwritten()
                recalled = await self._read(keys, {about.chat, about.person})
                is_late = time.monotonic() > deadline
                if is_late or _is_free(recalled, about.chat, update_id):
                    break
                await asyncio.sleep(_AGAIN_SECONDS)
            self._apply_all(keys, recalled, about, newer_here)

    def _apply_all(
        self,
        keys: list[Key],
        recalled: Recalled,
        about: "_About",
        newer_keys: Collection[Key],
        is_chat_newer: bool = False,
    ) -> None:
        """Have the services know what was read, but for what is known better here."""
        for key in keys:
            self._known.put(key, True)
            if key not in newer_keys:
                with suppress(ValueError, KeyError, TypeError):  # Another version's writing.
                    self._apply(key, recalled.values.get(key), about)
        for chat in (about.chat, about.person):
            if chat != about.chat or not is_chat_newer:
                self._services.languages.put(chat, recalled.languages.get(chat, ""))

    async def _read(self, keys: list[Key], chats: set[int]) -> Recalled:
        """Read together with all who want to read meanwhile."""
        future: asyncio.Future[Recalled] = asyncio.get_running_loop().create_future()
        self._asked.append((keys, chats, future))
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_groups())
        return await future

    async def _read_groups(self) -> None:
        while self._asked:
            asked, self._asked = self._asked, []
            keys = {key for keys, _, _ in asked for key in keys}
            chats = set().union(*(chats for _, chats, _ in asked))
            try:
                database = await self._services.storage.database()
                recalled = await database.memory.recall(keys, chats, self._inbox.claimant)
            except DatabaseAway as error:
                for _, _, future in asked:
                    future.set_exception(DatabaseAway(str(error)))
            else:
                for _, _, future in asked:
                    future.set_result(recalled)

    def _keys(self, about: "_About") -> list[Key]:
        """What has to be known before an update is handled."""
        keys = [about.talk]
        if about.is_press:
            keys += [
                Key(about.chat, _Kind.VOTED, about.message),
                self._asked_key(about, about.message),
            ]
        if about.is_membership:
            keys.append(Key(about.chat, _Kind.GROUP))
        return keys

    def _asked_key(self, about: "_About", answer: int) -> Key:
        """Of the question to an answer: words stand beside no chat, but under what hides it."""
        place = f"{about.chat}:{answer}".encode()
        digest = blake2b(place, key=self._secret, digest_size=_DIGEST_BYTES).digest()
        return Key(0, _Kind.ASKED, int.from_bytes(digest))

    def _apply(self, key: Key, value: str | None, about: "_About") -> None:
        """Have the services know a value. What has expired matters to nobody any more."""
        services = self._services
        match key.kind, value:
            case _Kind.TALK, None:
                services.conversations.drop((about.chat, about.person))
                self._answers.drop(key)
            case _Kind.TALK, str():
                self._apply_talk(key, json.loads(value), about)
            case _Kind.GROUP, None:
                services.known_groups.drop(about.chat)
            case _Kind.GROUP, str():
                services.known_groups.put(about.chat, True)
            case _Kind.ASKED, str():
                text, language = json.loads(value)
                services.votable.put((about.chat, about.message), (text, language))
            case _Kind.VOTED, str():
                services.voted.put((about.chat, about.message), True)

    def _apply_talk(self, key: Key, held: dict[str, Any], about: "_About") -> None:
        services = self._services
        if held["flood"]:
            services.floods.go_on_from(about.person, held["flood"])
        answers = [(question, answer) for question, answer in held["answers"]]
        self._answers.put(key, answers)
        for question, answer in answers:
            services.answered.put((about.chat, question), answer)
        if held["talk"]:
            talk = read_conversation(held["talk"], services.answerer.knowledge.named)
            services.conversations.put((about.chat, about.person), talk)

    def _remember_answer(self, about: "_About") -> None:
        """Know the last answers to a person: of an edited question the answer is edited."""
        answer = self._services.answered.get((about.chat, about.message))
        if answer is not None:
            answers = dict(self._answers.get(about.talk) or [])
            answers[about.message] = answer
            self._answers.put(about.talk, list(answers.items())[-_MOST_ANSWERS:])

    def _states(self, about: "_About") -> dict[Key, "_State"]:
        """What can have changed while an update was handled, in a form quick to compare."""
        services, place = self._services, (about.chat, about.message)
        talk = services.conversations.get((about.chat, about.person))
        answers = self._answers.get(about.talk) or []
        flood = services.floods.told_of(about.person)
        told = (talk[0] if talk else None, flood, answers)
        states: dict[Key, _State] = {about.talk: told if talk or flood or answers else None}
        answer = services.answered.get(place)
        if answer is not None:
            states[self._asked_key(about, answer)] = services.votable.get((about.chat, answer))
        if about.is_press:
            states[Key(about.chat, _Kind.VOTED, about.message)] = services.voted.get(place)
        if about.is_membership:
            states[Key(about.chat, _Kind.GROUP)] = services.known_groups.get(about.chat)
        return states

    def _written(self, key: Key, state: "_State", about: "_About") -> str | None:
        """A changed state as it is written down; None where there is none any more."""
        if state is None:
            return None
        if key != about.talk:
            return json.dumps(state)
        talk = self._services.conversations.get((about.chat, about.person))
        return json.dumps(
            {
                "talk": written_conversation(*talk) if talk else None,
                "flood": self._services.floods.told_of(about.person),
                "answers": self._answers.get(key) or [],
            }
        )


def _is_free(recalled: Recalled, chat: int, update_id: int) -> bool:
    """Whether no other replica handles an update of a chat before this one."""
    return recalled.busy.get(chat, update_id) >= update_id


_State = object
"""A value that says by its equality whether something has changed."""


@dataclass(frozen=True, slots=True)
class _About:
    """Whom and what an update concerns; 0 for nobody and nothing."""

    chat: int
    person: int
    message: int
    is_press: bool
    is_membership: bool

    @property
    def talk(self) -> Key:
        """What is known of a person in a chat."""
        return Key(self.chat, _Kind.TALK, self.person)


def _about(update: Update) -> _About:
    user, message = update.effective_user, update.effective_message
    is_migration = isinstance(message, Message) and bool(
        message.migrate_to_chat_id or message.migrate_from_chat_id
    )
    return _About(
        chat_of(update),
        user.id if user else 0,
        message.message_id if message else 0,
        is_press=update.callback_query is not None,
        is_membership=update.my_chat_member is not None or is_migration,
    )
