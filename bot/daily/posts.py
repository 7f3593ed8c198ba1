"""The day's post as it goes out: made once for a language and a local date, not for each chat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.answers.message import Message
from bot.answers.wording import wording
from bot.daily.choosing import Recalled, choose
from bot.daily.post import compose_post
from bot.events.knowledge import Knowledge

_KEPT = 32


@dataclass(frozen=True, slots=True)
class Post:
    """A post; `is_exact` where it tells an event of that very day."""

    message: Message
    is_exact: bool


class Posts:
    """The posts of the knowledge in force."""

    def __init__(self, knowledge: Callable[[], Knowledge]) -> None:
        self._knowledge = knowledge
        self._made_from: Knowledge | None = None
        self._made: dict[tuple[str, date], Post] = {}

    def of(self, language: str, day: date) -> Post:
        """The post of a local date in a language."""
        knowledge = self._knowledge()
        if knowledge is not self._made_from or len(self._made) > _KEPT:
            self._made_from, self._made = knowledge, {}
        post = self._made.get((language, day))
        if post is None:
            choice = choose(knowledge, day)
            message = compose_post(choice, wording(language))
            post = Post(message, choice.recalled is Recalled.DAY)
            self._made[language, day] = post
        return post
