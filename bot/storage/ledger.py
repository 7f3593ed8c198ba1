"""The ledger of deliveries: what is due, claimed, recorded. Every method is one transaction."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.daily.outcomes import Claim, Fate, Key, Settlement, Waiting
from bot.daily.schedule import corrected, due, instant, next_date
from bot.storage.faults import transaction
from bot.storage.rows import seconds_of, subscription_of, time_of, upsert
from bot.storage.subscriptions import Subscriptions
from bot.storage.tables import deliveries, subscriptions

_KEPT = timedelta(days=8)
_PRUNED_AT_ONCE = 500
_LONGEST = timedelta(days=1)
"""A post is put off by no more than this: then the next one is due."""

_IS_ROW = (
    subscriptions.c.chat_id == bindparam("of_chat"),
    subscriptions.c.thread_id == bindparam("of_thread"),
    subscriptions.c.due_at == bindparam("was_due_at"),
)
_AWAIT = (
    update(subscriptions)
    .where(*_IS_ROW)
    .values(due_on=bindparam("next_on"), due_at=bindparam("next_at"))
)
_POSTPONE = update(subscriptions).where(*_IS_ROW).values(due_at=bindparam("next_at"))
_IS_CLAIM = (
    deliveries.c.chat_id == bindparam("of_chat"),
    deliveries.c.thread_id == bindparam("of_thread"),
    deliveries.c.local_date == bindparam("of_date"),
    deliveries.c.done_at.is_(None),
)
_DONE = (
    update(deliveries).where(*_IS_CLAIM).values(done_at=bindparam("at"), outcome=bindparam("fate"))
)
_RELEASE = delete(deliveries).where(*_IS_CLAIM, deliveries.c.claimed_by == bindparam("by"))


class StoredLedger:
    """The ledger in the database. Every method raises `DatabaseAway` where that cannot be used."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._claimant = uuid.uuid4().hex
        self._claim = _claiming(engine)

    async def claim(self, now: datetime, most: int, held: Collection[Key]) -> list[Claim]:
        """Claim posts that are due, but for those of `held`.

        Only whoever holds the lock may call this: open claims of others are taken over. What has
        gone out already, or is too old, only has its next date awaited.
        """
        async with transaction(self._engine) as connection:
            rows = await _due_rows(connection, now, most, held)
            claims, passed = [], []
            for row, day in _dated(rows, now):
                if day is None:
                    passed.append(_awaiting(row, next_date(time_of(row.minute), row.zone, now)))
                else:
                    claims.append(Claim(subscription_of(row), day))
            taken = await self._take(connection, now, claims)
            passed += [_after(claim) for claim in claims if claim.key not in taken]
            if passed:
                await connection.execute(_AWAIT, passed)
        return [claim for claim in claims if claim.key in taken]

    async def record(self, now: datetime, settlements: Sequence[Settlement]) -> None:
        """Keep how claims ended and when each subscription is due next: all or nothing."""
        by_fate: dict[Fate, list[Settlement]] = defaultdict(list)
        for settlement in settlements:
            by_fate[settlement.fate].append(settlement)
        done = by_fate[Fate.SENT] + by_fate[Fate.REFUSED]
        undone = by_fate[Fate.EMPTY] + by_fate[Fate.ENDED] + by_fate[Fate.LATER]
        async with transaction(self._engine) as connection:
            if done:
                await connection.execute(
                    _DONE,
                    [_claim(s.claim) | {"at": seconds_of(now), "fate": s.fate} for s in done],
                )
            await self._delete(connection, [s.claim for s in undone])
            advanced = [_after(s.claim) for s in done + by_fate[Fate.EMPTY]]
            if advanced:
                await connection.execute(_AWAIT, advanced)
            if by_fate[Fate.LATER]:
                await connection.execute(_POSTPONE, [_later(s) for s in by_fate[Fate.LATER]])
            for settlement in by_fate[Fate.ENDED]:
                await _end(connection, settlement)

    async def release(self, claims: Sequence[Claim]) -> None:
        """Give claims back."""
        async with transaction(self._engine) as connection:
            await self._delete(connection, claims)

    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Carry over what is kept of a group to the supergroup that it became."""
        await Subscriptions(self._engine).move(old_chat_id, new_chat_id)

    async def correct(self, now: datetime) -> int:
        """Mend due instants that no longer fit their zone or the clock.

        What is due already and put off, as the server wished, stays so.

        Returns:
            How many combinations of zone, minute and instant did not fit.
        """
        kind = [subscriptions.c[name] for name in ("zone", "minute", "due_on", "due_at")]
        query = select(*kind).where(subscriptions.c.ended.is_(None)).distinct()
        mended = 0
        async with transaction(self._engine) as connection:
            for row in (await connection.execute(query)).all():
                at = time_of(row.minute)
                day = corrected(now, at, row.zone, row.due_on)
                due_at = seconds_of(instant(at, row.zone, day))
                is_put_off = due_at <= seconds_of(now) < row.due_at <= seconds_of(now + _LONGEST)
                if day == row.due_on and (due_at == row.due_at or is_put_off):
                    continue
                mended += 1
                same = [column == row._mapping[column] for column in kind]
                await connection.execute(
                    update(subscriptions).where(*same).values(due_on=day, due_at=due_at)
                )
        return mended

    async def prune(self, now: datetime) -> None:
        """Delete deliveries older than a week, in short transactions."""
        is_old = deliveries.c.local_date < (now - _KEPT).date()
        while True:
            async with transaction(self._engine) as connection:
                chats = select(deliveries.c.chat_id).where(is_old).limit(_PRUNED_AT_ONCE)
                found = (await connection.scalars(chats)).all()
                if not found:
                    return
                await connection.execute(
                    delete(deliveries).where(is_old, deliveries.c.chat_id.in_(found))
                )

    async def waiting(self, now: datetime) -> list[Waiting]:
        """How many posts are due now, by local date, language and zone."""
        names = "minute", "zone", "language", "only_exact", "due_on"
        kind = [subscriptions.c[name] for name in names]
        query = (
            select(*kind, func.count().label("number"))
            .where(subscriptions.c.due_at <= seconds_of(now))
            .group_by(*kind)
        )
        numbers: dict[tuple[date, str, str, bool], int] = defaultdict(int)
        async with transaction(self._engine) as connection:
            for row, day in _dated(await connection.execute(query), now):
                if day is not None:
                    numbers[day, row.language, row.zone, row.only_exact] += row.number
        return [Waiting(*kind, number) for kind, number in sorted(numbers.items())]

    async def _take(
        self, connection: AsyncConnection, now: datetime, claims: list[Claim]
    ) -> set[Key]:
        """Note the claims in the ledger; the keys of those that had not gone out before."""
        if not claims:
            return set()
        values = [
            {
                "chat_id": claim.subscription.chat_id,
                "thread_id": claim.subscription.thread_id,
                "local_date": claim.local_date,
                "claimed_at": seconds_of(now),
                "claimed_by": self._claimant,
            }
            for claim in claims
        ]
        taken = await connection.execute(self._claim, values)
        return {(row.chat_id, row.thread_id) for row in taken}

    async def _delete(self, connection: AsyncConnection, claims: Sequence[Claim]) -> None:
        if claims:
            mine = {"by": self._claimant}
            await connection.execute(_RELEASE, [_claim(claim) | mine for claim in claims])


def _claiming(engine: AsyncEngine) -> Any:
    insertion = upsert(engine, deliveries)
    claim = {name: insertion.excluded[name] for name in ("claimed_at", "claimed_by")}
    return insertion.on_conflict_do_update(
        index_elements=list(deliveries.primary_key),
        set_=claim,
        where=deliveries.c.done_at.is_(None),
    ).returning(deliveries.c.chat_id, deliveries.c.thread_id)


async def _due_rows(
    connection: AsyncConnection, now: datetime, most: int, held: Collection[Key]
) -> list[Row[Any]]:
    query = (
        select(subscriptions)
        .where(subscriptions.c.due_at <= seconds_of(now))
        .order_by(subscriptions.c.due_at)
        .limit(most + len(held))
    )
    rows = (await connection.execute(query)).all()
    return [row for row in rows if (row.chat_id, row.thread_id) not in held][:most]


def _dated(rows: Iterable[Row[Any]], now: datetime) -> Iterator[tuple[Row[Any], date | None]]:
    """Rows, each with the local date whose post goes out now; None where none does."""
    days: dict[tuple[int, str, date], date | None] = {}
    for row in rows:
        kind = row.minute, row.zone, row.due_on
        if kind not in days:
            days[kind] = due(now, time_of(row.minute), row.zone, row.due_on)
        yield row, days[kind]


def _claim(claim: Claim) -> dict[str, Any]:
    chat_id, thread_id = claim.key
    return {"of_chat": chat_id, "of_thread": thread_id, "of_date": claim.local_date}


def _after(claim: Claim) -> dict[str, Any]:
    """What a subscription awaits once a claim is settled."""
    wanted = claim.subscription
    day = next_date(wanted.at, wanted.zone, instant(wanted.at, wanted.zone, claim.local_date))
    return _row(claim) | {
        "next_on": day,
        "next_at": seconds_of(instant(wanted.at, wanted.zone, day)),
    }


def _later(settlement: Settlement) -> dict[str, Any]:
    if settlement.until is None:
        raise ValueError("what is put off has an instant to be looked at again")
    return _row(settlement.claim) | {"next_at": seconds_of(settlement.until)}


def _row(claim: Claim) -> dict[str, Any]:
    """The subscription's row, as long as nobody has changed when it is due."""
    chat_id, thread_id = claim.key
    due_at = claim.subscription.due_at
    was = None if due_at is None else seconds_of(due_at)
    return {"of_chat": chat_id, "of_thread": thread_id, "was_due_at": was}


def _awaiting(row: Row[Any], day: date) -> dict[str, Any]:
    return {
        "of_chat": row.chat_id,
        "of_thread": row.thread_id,
        "was_due_at": row.due_at,
        "next_on": day,
        "next_at": seconds_of(instant(time_of(row.minute), row.zone, day)),
    }


async def _end(connection: AsyncConnection, settlement: Settlement) -> None:
    if settlement.ended is None:
        raise ValueError("what has ended has a reason")
    chat_id, thread_id = settlement.claim.key
    ending = update(subscriptions).where(
        subscriptions.c.chat_id == chat_id, subscriptions.c.ended.is_(None)
    )
    if not settlement.ended.is_whole_chat:
        ending = ending.where(subscriptions.c.thread_id == thread_id)
    reason = settlement.ended.reason.value
    await connection.execute(ending.values(ended=reason, due_on=None, due_at=None))
