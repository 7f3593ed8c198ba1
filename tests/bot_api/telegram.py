"""What Telegram knows and allows: chats, messages, updates, and the rules for each call."""

import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.entities import CannotParse, parse_html

BOT = {"id": 42, "is_bot": True, "first_name": "Annals", "username": "annals_test_bot"}
_BOT_ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
_UNMODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Refused(Exception):
    """A call that Telegram answers with an error."""

    def __init__(self, description: str, code: int = 400, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


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
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.pressed: dict[str, bool] = {}
        self.blocked: set[int] = set()
        self.administrators: set[int] = set()
        self._last_update = 1000
        self._last_message = 0
        self._poll = 0
        self.per_second: int | None = None
        """Messages a second that a chat takes before it is a flood; None for any number."""
        self._times: dict[int, list[float]] = {}

    def queue(self, kind: str, content: dict[str, Any]) -> None:
        """Hand the bot an update."""
        with self.changed:
            self._last_update += 1
            self.updates.append({"update_id": self._last_update, kind: content})
            self.changed.notify_all()

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
        if handler is None:
            raise Refused("Not Found", 404)
        return handler(parameters)

    def _getMe(self, _: dict[str, Any]) -> Any:  # noqa: N802 - the method's own name
        return {**BOT, **_BOT_ABILITIES}

    def _deleteWebhook(self, _: dict[str, Any]) -> Any:  # noqa: N802
        return True

    def _setMyCommands(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        with self.changed:
            self.commands[parameters.get("language_code") or ""] = _decoded(parameters["commands"])
            self.changed.notify_all()
        return True

    def _getChatMember(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        status = "administrator" if int(parameters["user_id"]) in self.administrators else "member"
        user = {"id": int(parameters["user_id"]), "is_bot": False, "first_name": "Ann"}
        rights = dict.fromkeys(
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_invite_users "
            "can_manage_video_chats can_restrict_members can_promote_members can_change_info "
            "can_post_stories can_edit_stories can_delete_stories".split(),
            False,
        )
        return {"status": status, "user": user, **(rights if status != "member" else {})}

    def _getUpdates(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        offset = int(parameters.get("offset") or 0)
        deadline = time.monotonic() + float(parameters.get("timeout") or 0)
        with self.changed:
            self._poll += 1
            mine = self._poll
            self.changed.notify_all()
            self.updates = [u for u in self.updates if u["update_id"] >= offset]
            while not self.updates and (left := deadline - time.monotonic()) > 0:
                self.changed.wait(left)
                if self._poll != mine:
                    raise Refused("Conflict: terminated by other getUpdates request", 409)
            return self.updates[: int(parameters.get("limit") or 100)]

    def _sendMessage(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        chat_id = int(parameters["chat_id"])
        if chat_id not in self.chats:
            raise Refused("Bad Request: chat not found")
        if chat_id in self.blocked:
            raise Refused("Forbidden: bot was blocked by the user", 403)
        self._check_flood(chat_id)
        text, markup = _content(parameters)
        sent = Sent(chat_id, self.new_message_id(), text, parameters["text"], markup)
        sent.parameters = parameters
        with self.changed:
            self.messages.append(sent)
            self.changed.notify_all()
        return self._shown(sent)

    def _sendDocument(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        return self._sendMessage({**parameters, "text": parameters["caption"]})

    def _editMessageText(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        text, markup = _content(parameters)
        with self.changed:
            for sent in self.messages:
                place = (sent.chat_id, sent.message_id)
                if place == (int(parameters["chat_id"]), int(parameters["message_id"])):
                    break
            else:
                raise Refused("Bad Request: message to edit not found")
            if (sent.text, sent.markup) == (text, markup):
                raise Refused(f"Bad Request: {_UNMODIFIED}")
            sent.text, sent.html, sent.markup = text, parameters["text"], markup
            sent.edits += 1
            self.changed.notify_all()
        return self._shown(sent)

    def _answerCallbackQuery(self, parameters: dict[str, Any]) -> Any:  # noqa: N802
        if self.pressed.get(parameters["callback_query_id"], True):
            raise Refused(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        self.pressed[parameters["callback_query_id"]] = True
        return True

    def _check_flood(self, chat_id: int) -> None:
        if self.per_second is None:
            return
        now = time.monotonic()
        recent = [t for t in self._times.get(chat_id, []) if now - t < 1]
        if len(recent) >= self.per_second:
            raise Refused("Too Many Requests: retry after 1", 429, retry_after=1)
        self._times[chat_id] = [*recent, now]

    def _shown(self, sent: Sent) -> dict[str, Any]:
        message = {
            "message_id": sent.message_id,
            "date": int(time.time()),
            "chat": self.chats[sent.chat_id],
            "from": BOT,
            "text": sent.text,
        }
        return {**message, "reply_markup": sent.markup} if sent.markup else message


def _content(parameters: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    try:
        text, _ = parse_html(parameters["text"])
    except CannotParse as error:
        raise Refused(f"Bad Request: can't parse entities: {error}") from None
    if not text.strip():
        raise Refused("Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise Refused("Bad Request: message is too long")
    markup = _decoded(parameters.get("reply_markup") or "null")
    if markup is not None:
        _check_keyboard(markup)
    return text, markup


def _check_keyboard(markup: dict[str, Any]) -> None:
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
        raise Refused("Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise Refused("Bad Request: text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refused("Bad Request: BUTTON_DATA_INVALID")


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
