"""What came of a run: each check with what was found, and whether that will do."""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.bot_api.faults import Kind as Fault
from tests.bot_api.telegram import Sent
from tests.soak.clock import FastClock
from tests.soak.deeds import Came, Deed, Kind, Somebody
from tests.soak.expected import Core, due_dates
from tests.soak.kept import Left
from tests.soak.life import Life
from tests.soak.processes import Sample

_LATE_SECONDS = 25.0
"""How late a post may be after a kill or while the database is away."""
_UNHEARD_SECONDS = 15.0
"""A post may be claimed when its subscription ends: it hangs for six seconds, or is tried again."""
_ANSWERED_AT_ONCE = 8
"""Messages of a flood that are answered; see `bot.chat.floods`."""
_MOST_ANSWERED = 13
"""With the line about it, and those of two more seconds."""
_GROWTH = 0.05
_FEW = 3
"""Descriptors and threads that may come and go: a pool's connections."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table; `is_good` is None where nothing is demanded."""

    name: str
    found: str
    is_good: bool | None = None


@dataclass
class Tally:
    """What came of the deeds of one kind."""

    done: int = 0
    lost: int = 0
    unsure: int = 0
    """Answered again as the call that bore the answer broke off once it had been carried out."""
    doubled: int = 0
    """Answered again for no such reason."""
    examples: list[str] = field(default_factory=list)


def tally(life: Life) -> dict[Kind, Tally]:
    """Count by kind of deed."""
    broken_off = _broken_off(life)
    found = {kind: Tally() for kind in Kind}
    for one in life.everybody:
        for deed in one.deeds:
            held = found[deed.kind]
            held.done += deed.times
            unsure = sum(deed.is_right(came) for came in broken_off.get(one.chat, []))
            most = 1
            if deed.kind is Kind.FLOOD:
                most = _MOST_ANSWERED
                held.lost += max(0, _ANSWERED_AT_ONCE - len(deed.answers))
            elif deed.answered_at is None and deed.is_expecting:
                held.lost += 1
                held.examples.append(f"chat {one.chat}, at {deed.at:%d %H:%M}")
            again = max(0, len(deed.answers) - most)
            held.unsure += min(again, unsure)
            held.doubled += max(0, again - unsure)
    return found


def _broken_off(life: Life) -> dict[int, list[Came]]:
    """By chat the messages whose calls broke off once they had been carried out."""
    found: dict[int, list[Came]] = {}
    for kind, method, given in list(life.server.failed):
        if kind is Fault.DROP_AFTER and method == "sendMessage":
            chat, html = int(given["chat_id"]), given["text"]
            sent = Sent(chat, 0, "", html, parameters=given)
            found.setdefault(chat, []).append(Came(sent, html, life.clock()))
    return found


def wrong(life: Life) -> list[str]:
    """Every message that answers nothing that was done, or shows what no button led to."""
    found = [
        f"chat {one.chat}: {came.html[:160]!r}" for one in life.everybody for came in one.wrong
    ]
    for one in life.everybody:
        found += [
            f"chat {one.chat}, edited: {came.sent.html[:160]!r}"
            for came in one.answered
            if came.sent.html not in one.pages[came.sent.message_id]
        ]
    return found


@dataclass
class Posts:
    """What came of the daily posts."""

    wanted: int = 0
    missing: list[str] = field(default_factory=list)
    came: int = 0
    unsure: int = 0
    """Came again as the call broke off once it had been carried out."""
    doubled: int = 0
    """Came again for no such reason."""
    unwished: list[str] = field(default_factory=list)


def posts(life: Life, core: Core, clock: FastClock, until: datetime, left: Left) -> Posts:
    """Hold the posts that came against those that fell due, and against the ledger."""
    found = Posts()
    broken_off = _broken_off(life)
    for one in life.subscribers:
        texts = core.posts(one.language)
        came = Counter(post.html for post in one.posts)
        told = Counter(texts[day] for chat, day in left.delivered if chat == one.chat)
        found.came += came.total()
        unsure = Counter(call.html for call in broken_off.get(one.chat, []))
        found.doubled += (came - told - unsure).total()
        found.unsure += ((came - told) & unsure).total()
        for day in sorted(_certain(one.deeds, clock, until)):
            found.wanted += 1
            if not came[texts[day]]:
                found.missing.append(f"chat {one.chat}: {day}")
        found.unwished += _unwished(one, clock)
    return found


def _changes(deeds: Sequence[Deed]) -> Iterator[tuple[Deed, Deed | None]]:
    """Each change of a subscription with the one after it."""
    return zip(deeds, [*deeds[1:], None], strict=True)


def _certain(deeds: Sequence[Deed], clock: FastClock, until: datetime) -> set[date]:
    """The days whose posts have to come: due while a wish stood, and for long enough."""
    certain: set[date] = set()
    for deed, after in _changes(deeds):
        if deed.wish is not None and deed.answered_at is not None:
            end = (after.at if after else until) - clock.passed(_LATE_SECONDS)
            certain |= due_dates(deed.wish, "UTC", clock.days(), deed.answered_at, end)
    return certain


def _unwished(one: Somebody, clock: FastClock) -> list[str]:
    """Posts that came though they were wished for no more."""
    found = []
    for deed, after in _changes(one.deeds):
        if deed.kind is Kind.UNSUBSCRIBE and deed.answered_at is not None:
            since = deed.answered_at + clock.passed(_UNHEARD_SECONDS)
            until = after.at if after else datetime.max.replace(tzinfo=since.tzinfo)
            found += [f"chat {one.chat}" for post in one.posts if since < post.at < until]
    return found


def mismatched(life: Life, left: Left) -> list[str]:
    """Subscriptions that are not what was last wished for."""
    found = []
    for one in life.subscribers:
        settled = [deed for deed in one.deeds if deed.answered_at is not None]
        if settled and settled[-1] is one.deeds[-1]:
            wish = settled[-1].wish
            if left.subscriptions.get(one.chat) != wish:
                held = left.subscriptions.get(one.chat)
                found.append(f"chat {one.chat}: {held} in the place of {wish}")
    return found


def flatness(samples: Sequence[Sample], seconds: float, is_demanded: bool) -> list[Check]:
    """Hold the last quarter of a process's run against the second."""
    quarters = [
        [s for s in samples if number / 4 <= s.at / seconds < (number + 1) / 4] for number in (1, 3)
    ]
    if not all(quarters):
        return []
    checks = []
    for name, unit in (("memory", " MB"), ("file descriptors", ""), ("threads", "")):
        second, last = (
            statistics.median(_held(sample, name) for sample in quarter) for quarter in quarters
        )
        limit = second * (1 + _GROWTH) if unit else second + _FEW
        checks.append(
            Check(
                f"{name}, second and last quarter",
                f"{second:.1f}{unit} → {last:.1f}{unit} ({(last - second) / second:+.1%})",
                last <= limit if is_demanded else None,
            )
        )
    return checks


def _held(sample: Sample, name: str) -> float:
    match name:
        case "memory":
            return sample.kilobytes / 1024
        case "threads":
            return sample.threads
    return sample.files
