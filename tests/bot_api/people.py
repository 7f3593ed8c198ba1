"""The people who write to the bot, press its buttons and wait for what it says."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.bot_api.content import shown_text
from tests.bot_api.telegram import ADMINISTRATOR_RIGHTS, BOT, Sent, Telegram

_PATIENCE = 15.0


@dataclass
class Person:
    """Somebody who writes to the bot in one chat."""

    telegram: Telegram
    user: dict[str, Any]
    chat: dict[str, Any]
    _seen: int = field(default=0)
    thread: int = 0

    def send(self, text: str, **more: Any) -> int:
        """Write a message; its id."""
        message = self._message(self.telegram.new_message_id(), text=text, **more)
        if self.telegram.shows(message):
            self.telegram.queue("channel_post" if self._is_channel else "message", message)
        return int(message["message_id"])

    def reply_to(self, sent: Sent, text: str) -> int:
        """Answer a message of the bot; the answer's id."""
        return self.send(text, reply_to_message=self.telegram.shown(sent))

    def add_bot(self, status: str = "member") -> None:
        """Add the bot to the group: Telegram tells that twice."""
        self.change_membership("left", status)
        told = {"new_chat_members": [BOT], "new_chat_member": BOT}
        self.telegram.queue("message", self._message(self.telegram.new_message_id(), **told))

    def ask_inline(self, text: str, offset: str = "") -> dict[str, Any]:
        """Type behind the bot's name in any chat, and wait for what is offered."""
        number = self.telegram.ask_inline(self.user, text, offset)
        self._wait(lambda: number in self.telegram.inline.answers)
        return self.telegram.inline.answers[number]

    def choose(self, result: dict[str, Any]) -> Sent:
        """Send what was offered here: the message that then stands in the chat."""
        html = result["input_message_content"]["message_text"]
        number = self.telegram.new_message_id()
        text, markup = shown_text(html), result.get("reply_markup")
        sent = Sent(self.chat["id"], number, text, html, markup, inline_id=f"inline-{number}")
        with self.telegram.changed:
            self.telegram.messages.append(sent)
        message = self._message(number, text=text, via_bot=BOT)
        if self.telegram.shows(message):
            self.telegram.queue("message", message)
        return sent

    def send_as_group(self, text: str) -> None:
        """Write a message as an anonymous administrator, in the name of the group."""
        anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        anonymous["username"] = "GroupAnonymousBot"
        self.send(text, **{"from": anonymous, "sender_chat": self.chat})

    def send_location(self, latitude: float, longitude: float) -> None:
        """Send a location."""
        place = {"latitude": latitude, "longitude": longitude}
        message = self._message(self.telegram.new_message_id(), location=place)
        self.telegram.queue("message", message)

    def change_membership(self, before: str, after: str) -> None:
        """Let the bot in or put it out: "member", "kicked", "left", "administrator"."""
        change = {"chat": self.chat, "from": self.user, "date": int(time.time())}
        change |= {"old_chat_member": _membership(before), "new_chat_member": _membership(after)}
        self.telegram.queue("my_chat_member", change)

    def migrate(self, number: int) -> "Person":
        """Make the group a supergroup of another id; the person, writing there."""
        new = Person(self.telegram, self.user, {**self.chat, "id": number, "type": "supergroup"})
        self.telegram.chats[number] = new.chat
        told = {"migrate_to_chat_id": number}
        self.telegram.queue("message", self._message(self.telegram.new_message_id(), **told))
        told = {"migrate_from_chat_id": self.chat["id"]}
        self.telegram.queue("message", new._message(self.telegram.new_message_id(), **told))
        del self.telegram.chats[self.chat["id"]]
        return new

    def send_sticker(self) -> None:
        """Send a sticker."""
        sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1}
        sticker |= {"height": 1, "is_animated": False, "is_video": False}
        message = self._message(self.telegram.new_message_id(), sticker=sticker)
        self.telegram.queue("message", message)

    def send_photo(self, caption: str = "", album: str = "") -> None:
        """Send a picture; those of one album come as a message each."""
        size = {"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}
        content: dict[str, Any] = {"photo": [size]}
        if caption:
            content["caption"] = caption
        if album:
            content["media_group_id"] = album
        message = self._message(self.telegram.new_message_id(), **content)
        if self.telegram.shows(message):
            self.telegram.queue("message", message)

    def edit(self, message_id: int, text: str) -> None:
        """Edit a message sent before."""
        message = self._message(message_id, text=text, edit_date=int(time.time()))
        self.telegram.queue("edited_message", message)

    def press(
        self,
        sent: Sent,
        label: str = "",
        data: str | None = None,
        too_late: bool = False,
        is_old: bool = False,
    ) -> str:
        """Press a button by what it says, or send forged data.

        Args:
            too_late: so long ago that Telegram takes no answer to the press.
            is_old: on a message of which Telegram tells no more than its number.

        Returns:
            The number of the press, for `answer_to`.
        """
        if data is None:
            data = next(
                b["callback_data"]
                for b in sent.buttons
                if label in b["text"] and "callback_data" in b
            )
        number = str(len(self.telegram.pressed) + 1)
        self.telegram.pressed[number] = too_late
        query = {"id": number, "from": self.user, "chat_instance": "1", "data": data}
        where = (
            {"inline_message_id": sent.inline_id}
            if sent.inline_id
            else {"message": self._pressed(sent, is_old)}
        )
        self.telegram.queue("callback_query", {**query, **where})
        return number

    def _pressed(self, sent: Sent, is_old: bool) -> dict[str, Any]:
        """What Telegram tells of the message whose button is pressed."""
        if is_old:
            return {"message_id": sent.message_id, "date": 0, "chat": self.chat}
        shown = {"message_id": sent.message_id, "date": 1, "chat": self.chat, "from": BOT}
        shown |= {"caption": sent.text} if sent.photo else {"text": sent.text}
        if sent.thread_id:
            shown |= {"message_thread_id": sent.thread_id, "is_topic_message": True}
        if self._is_channel:
            del shown["from"]
            shown["sender_chat"] = self.chat
        if sent.markup:
            shown["reply_markup"] = sent.markup
        return shown

    def find(self, sent: Sent) -> Sent:
        """A message just like one that came before, as it was then, further up in the chat."""
        number = self.telegram.new_message_id()
        found = replace(sent, message_id=number, edits=0)
        with self.telegram.changed:
            self.telegram.messages.append(found)
        self._seen += 1
        return found

    def press_and_watch(self, sent: Sent, button: dict[str, Any]) -> Sent | str:
        """Press a button; what comes of it: the message edited or sent, or an alert or a link.

        Raises:
            AssertionError: nothing came of it.
        """
        press = self.press(sent, data=button["callback_data"])
        before, heard = sent.edits, self._seen

        def outcome() -> Sent | str | None:
            if sent.edits > before:
                return sent
            if len(self.received) > heard:
                return self.received[heard]
            answer = self.telegram.answers.get(press, {})
            return answer.get("text") or answer.get("url")

        self._wait(lambda: outcome() is not None)
        self._seen = len(self.received)
        return outcome() or ""

    def answer_to(self, press: str) -> dict[str, Any]:
        """Wait for the answer to a press: its `text` and `show_alert`, or its `url`."""
        self._wait(lambda: press in self.telegram.answers)
        return self.telegram.answers[press]

    @property
    def received(self) -> list[Sent]:
        """What the bot sent here."""
        here = (self.chat["id"], self.thread)
        sent = [m for m in self.telegram.messages if not m.inline_id]
        return [m for m in sent if (m.chat_id, m.thread_id) == here]

    def hear(self, count: int = 1) -> list[Sent]:
        """Wait for the next messages of the bot."""
        self._wait(lambda: len(self.received) >= self._seen + count)
        new = self.received[self._seen :]
        self._seen += len(new)
        assert len(new) == count, [sent.text for sent in new]
        return new

    def ask(self, text: str) -> Sent:
        """Write, and wait for the answer."""
        self.send(text)
        return self.hear()[0]

    def wait_for_edit(self, sent: Sent, edits: int = 1) -> Sent:
        """Wait until the bot has edited a message."""
        self._wait(lambda: sent.edits >= edits)
        return sent

    @property
    def _is_channel(self) -> bool:
        return bool(self.chat["type"] == "channel")

    def _wait(self, reached: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        with self.telegram.changed:
            while not reached():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited in vain; came: {[m.text for m in self.received]}")
                self.telegram.changed.wait(left)

    def _message(self, message_id: int, **content: Any) -> dict[str, Any]:
        message = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": self.chat,
            "from": self.user,
        }
        if self._is_channel:
            message = {**message, "sender_chat": self.chat}
            del message["from"]
        if self.thread:
            message |= {"message_thread_id": self.thread, "is_topic_message": True}
        message |= content
        text = content.get("text") or content.get("caption") or ""
        kind = "caption_entities" if "caption" in content else "entities"
        if text.startswith("/"):
            entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
            message[kind] = [entity]
        else:
            message[kind] = [
                {"type": "mention", "offset": found.start(), "length": len(found.group())}
                for found in re.finditer(r"(?<!\w)@[A-Za-z]\w{3,31}", text, re.ASCII)
            ]
        return message


def pressed(person: Person, sent: Sent, *labels: str) -> Sent:
    """Press buttons one after the other; each changes the message in its place."""
    for label in labels:
        edits = sent.edits
        person.press(sent, label)
        person.wait_for_edit(sent, edits + 1)
    return sent


def _membership(status: str) -> dict[str, Any]:
    """The bot as a member of a chat."""
    member: dict[str, Any] = {"status": status, "user": BOT}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        member |= ADMINISTRATOR_RIGHTS
    return member
