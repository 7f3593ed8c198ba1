"""What Telegram knows and allows: chats, messages, updates, and the rules for each call."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.content import Refused, check_keyboard, content, decoded
from tests.bot_api.inline import InlineMode
from tests.bot_api.profile import Profile
from tests.bot_api.webhooks import Courier

BOT = {"id": 42, "is_bot": True, "first_name": "Annals", "username": "annals_test_bot"}
_BOT_ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
ADMINISTRATOR_RIGHTS = dict.fromkeys(
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_invite_users "
    "can_manage_video_chats can_restrict_members can_promote_members can_change_info "
    "can_post_stories can_edit_stories can_delete_stories".split(),
    False,
)
_BEFORE_FIRST = 1000
"""The number before the first update's."""
_UNMODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@dataclass
class Sent:
    """A message that the bot sent."""

    chat_id: int
    message_id: int
    text: str
    html: str
    markup: dict[str, Any] | None = None
    edits: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)
    inline_id: str = ""
    """The number of a message that a person sent by inline mode: the bot never knows its chat."""

    photo: str = ""
    """The file id of the picture, for a message with one."""

    @property
    def thread_id(self) -> int:
        """The forum topic it was sent to, 0 for none."""
        return int(self.parameters.get("message_thread_id") or 0)

    @property
    def keyboard(self) -> list[dict[str, Any]]:
        """The buttons that stand in the place of the person's keyboard, in order."""
        return [button for row in (self.markup or {}).get("keyboard", []) for button in row]

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons in order."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [button["text"] for button in self.buttons]


class Telegram:
    """One bot's Telegram. Every method may be called from any thread."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.chats: dict[int, dict[str, Any]] = {}
        self.messages: list[Sent] = []
        self.updates: list[dict[str, Any]] = []
        self.pressed: dict[str, bool] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.blocked: set[int] = set()
        self.administrators: set[int] = set()
        self._last_update = _BEFORE_FIRST
        self._last_message = 0
        self._poll = 0
        self.per_second: int | None = None
        """Messages a second that a chat takes before it is a flood; None for any number."""
        self._times: dict[int, list[float]] = {}
        self.files: dict[str, bytes] = {}
        """Pictures that were uploaded, by their file id."""
        self.refusals: dict[int, Refused] = {}
        """What sending to a chat is answered with, for good."""
        self.topics: dict[int, set[int]] = {}
        """The topics that a forum has; sending to another one is refused."""
        self.abilities = dict(_BOT_ABILITIES)
        self.profile = Profile()
        self.inline = InlineMode()
        self.courier = Courier(self.changed, self.updates)

    @property
    def updates_queued(self) -> int:
        """How many updates the bot was handed so far."""
        return self._last_update - _BEFORE_FIRST

    def queue(self, kind: str, content: dict[str, Any]) -> None:
        """Hand the bot an update."""
        with self.changed:
            self._last_update += 1
            self.updates.append({"update_id": self._last_update, kind: content})
            self.changed.notify_all()

    def shows(self, message: dict[str, Any]) -> bool:
        """Whether the bot is shown a message: in privacy mode only what is meant for it."""
        is_group = message["chat"]["type"] in ("group", "supergroup")
        if not is_group or self.abilities["can_read_all_group_messages"]:
            return True
        text = (message.get("text") or message.get("caption") or "").casefold()
        replied = message.get("reply_to_message") or {}
        is_meant = replied.get("from", {}).get("id") == BOT["id"] or "via_bot" in message
        name = f"@{BOT['username']}"
        if text.startswith("/"):
            return is_meant or "@" not in text.split()[0] or text.split()[0].endswith(name)
        return is_meant or name in text

    def ask_inline(self, user: dict[str, Any], text: str, offset: str = "") -> str:
        """Have somebody ask in inline mode; the number of the question."""
        if len(text) > 256:
            raise ValueError("Telegram cuts a question in inline mode at 256 characters")
        with self.changed:
            self.inline.asked += 1
            number = f"question-{self.inline.asked}"
            self.inline.waiting.add(number)
        query = {"id": number, "from": user, "query": text, "offset": offset}
        self.queue("inline_query", {**query, "chat_type": "private"})
        return number

    def new_message_id(self) -> int:
        """The id of the next message."""
        with self.changed:
            self._last_message += 1
            return self._last_message

    def call(self, method: str, parameters: dict[str, Any]) -> Any:
        """The result of a call.

        Raises:
            Refused: Telegram's answer is an error.
        """
        handler = getattr(self, f"_{method}", None)
        if handler is not None:
            return handler(parameters)
        with self.changed:
            for part in (self.profile, self.inline):
                if method in part.METHODS:
                    result = part.call(method, parameters)
                    self.changed.notify_all()
                    return result
        raise Refused("Not Found", 404)

    def _getMe(self, _: dict[str, Any]) -> Any:  # noqa: N802 - the method's own name
        return {**BOT, **self.abilities}

    def _setWebhook(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        return self.courier.set(parameters)

    def _deleteWebhook(self, _: dict[str, Any]) -> Any:  # noqa: N802
        return self.courier.set({})

    def _getChatMember(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        status = "administrator" if int(parameters["user_id"]) in self.administrators else "member"
        user = {"id": int(parameters["user_id"]), "is_bot": False, "first_name": "Ann"}
        rights = ADMINISTRATOR_RIGHTS if status == "administrator" else {}
        return {"status": status, "user": user, **rights}

    def _getUpdates(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        offset = int(parameters.get("offset") or 0)
        deadline = time.monotonic() + float(parameters.get("timeout") or 0)
        with self.changed:
            if self.courier.webhook is not None:
                raise Refused("Conflict: can't use getUpdates method while webhook is active", 409)
            self._poll += 1
            mine = self._poll
            self.changed.notify_all()
            wanted = decoded(parameters.get("allowed_updates") or "[]")
            self._forget(offset, wanted)
            while not self.updates and (left := deadline - time.monotonic()) > 0:
                self.changed.wait(left)
                if self._poll != mine:
                    raise Refused("Conflict: terminated by other getUpdates request", 409)
                self._forget(offset, wanted)
            return self.updates[: int(parameters.get("limit") or 100)]

    def _forget(self, offset: int, wanted: list[str]) -> None:
        """Drop what was acknowledged, and kinds of updates that the bot did not ask for."""
        self.updates[:] = [
            update
            for update in self.updates
            if update["update_id"] >= offset and (not wanted or update.keys() & set(wanted))
        ]

    def _sendMessage(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        self._check_chat(parameters)
        text, markup = content(parameters)
        self._check_sharing(markup)
        return self._send(parameters, text, parameters["text"], markup)

    def _sendPhoto(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        self._check_chat(parameters)
        photo = parameters["photo"]
        if isinstance(photo, bytes):
            file_id = f"picture-{len(self.files) + 1}"
            self.files[file_id] = photo
        elif photo in self.files:
            file_id = photo
        else:
            raise Refused("Bad Request: wrong file identifier/HTTP URL specified")
        caption = parameters.get("caption") or ""
        if len(caption.encode("utf-16-le")) // 2 > 1024:
            raise Refused("Bad Request: message caption is too long")
        markup = decoded(parameters.get("reply_markup") or "null")
        if markup is not None:
            check_keyboard(markup)
        return self._send(parameters, caption, caption, markup, file_id)

    def _check_chat(self, parameters: dict[str, Any]) -> None:
        chat_id = int(parameters["chat_id"])
        if chat_id not in self.chats:
            raise Refused("Bad Request: chat not found")
        if chat_id in self.blocked:
            raise Refused("Forbidden: bot was blocked by the user", 403)
        if chat_id in self.refusals:
            raise self.refusals[chat_id]
        thread = int(parameters.get("message_thread_id") or 0)
        if thread and thread not in self.topics.get(chat_id, set()):
            raise Refused("Bad Request: message thread not found")
        self._check_flood(chat_id)

    def _send(
        self,
        parameters: dict[str, Any],
        text: str,
        html: str,
        markup: dict[str, Any] | None,
        photo: str = "",
    ) -> Any:
        chat_id = int(parameters["chat_id"])
        if self.chats[chat_id]["type"] != "private" and "request_location" in str(markup):
            raise Refused("Bad Request: location can be requested in private chats only")
        sent = Sent(chat_id, self.new_message_id(), text, html, markup, photo=photo)
        sent.parameters = parameters
        with self.changed:
            self.messages.append(sent)
            self.changed.notify_all()
        return self.shown(sent)

    def _sendDocument(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        return self._sendMessage({**parameters, "text": parameters["caption"]})

    def _editMessageText(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        text, markup = content(parameters)
        self._check_sharing(markup)
        with self.changed:
            sent = self._sent(parameters)
            if sent.photo:
                raise Refused("Bad Request: there is no text in the message to edit")
            if (sent.text, sent.markup) == (text, markup):
                raise Refused(f"Bad Request: {_UNMODIFIED}")
            sent.text, sent.html, sent.markup = text, parameters["text"], markup
            sent.edits += 1
            self.changed.notify_all()
        return True if sent.inline_id else self.shown(sent)

    def _sent(self, parameters: dict[str, Any]) -> Sent:
        for sent in self.messages:
            if sent.inline_id:
                if sent.inline_id == parameters.get("inline_message_id"):
                    return sent
            elif "chat_id" in parameters:
                place = int(parameters["chat_id"]), int(parameters["message_id"])
                if place == (sent.chat_id, sent.message_id):
                    return sent
        raise Refused("Bad Request: message to edit not found")

    def _check_sharing(self, markup: dict[str, Any] | None) -> None:
        """A bot without inline mode has no button that leads to it."""
        if "switch_inline_query" in str(markup) and not self.abilities["supports_inline_queries"]:
            raise Refused("Bad Request: BUTTON_TYPE_INVALID")

    def _editMessageReplyMarkup(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        markup = decoded(parameters.get("reply_markup") or "null")
        with self.changed:
            sent = self._sent(parameters)
            if sent.markup == markup:
                raise Refused(f"Bad Request: {_UNMODIFIED}")
            sent.markup = markup
            sent.edits += 1
            self.changed.notify_all()
        return True if sent.inline_id else self.shown(sent)

    def _answerCallbackQuery(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        if self.pressed.get(parameters["callback_query_id"], True):
            raise Refused(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        if len(parameters.get("text") or "") > 200:
            raise Refused("Bad Request: MESSAGE_TOO_LONG")
        with self.changed:
            self.pressed[parameters["callback_query_id"]] = True
            self.answers[parameters["callback_query_id"]] = parameters
            self.changed.notify_all()
        return True

    def _check_flood(self, chat_id: int) -> None:
        if self.per_second is None:
            return
        now = time.monotonic()
        recent = [t for t in self._times.get(chat_id, []) if now - t < 1]
        if len(recent) >= self.per_second:
            raise Refused("Too Many Requests: retry after 1", 429, retry_after=1)
        self._times[chat_id] = [*recent, now]

    def shown(self, sent: Sent) -> dict[str, Any]:
        """A message of the bot as updates hold it."""
        message = {
            "message_id": sent.message_id,
            "date": int(time.time()),
            "chat": self.chats[sent.chat_id],
            "from": BOT,
        }
        if sent.photo:
            size = {"file_id": sent.photo, "file_unique_id": sent.photo, "width": 9, "height": 16}
            message |= {"photo": [size], "caption": sent.text}
        else:
            message["text"] = sent.text
        if sent.thread_id:
            message |= {"message_thread_id": sent.thread_id, "is_topic_message": True}
        return {**message, "reply_markup": sent.markup} if sent.buttons else message
