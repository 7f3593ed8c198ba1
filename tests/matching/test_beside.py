"""The events beside one: in time, and by what they have in common."""

from bot.answers.answering import Answerer
from bot.events.event import Event
from bot.events.knowledge import SHIPPED, Knowledge, load
from bot.matching.beside import MOST_RELATED, neighbour, related
from tests.packs import knowledge

PARKS = Answerer.build(knowledge())
DOIT = Answerer.build(load(SHIPPED))


def related_to(answerer: Answerer, event_id: str) -> list[str]:
    event = answerer.knowledge.named(event_id)
    assert event is not None
    return [other.id for other in related(event, answerer.index, answerer.knowledge)]


def walk(knowledge: Knowledge, is_later: bool) -> list[Event]:
    event: Event | None = knowledge.events[0 if is_later else -1]
    walked = []
    while event:
        walked.append(event)
        event = neighbour(event, knowledge, is_later)
    return walked


def test_steps_lead_through_all_events_in_order_of_time() -> None:
    events = list(DOIT.knowledge.events)
    assert walk(DOIT.knowledge, is_later=True) == events
    assert walk(DOIT.knowledge, is_later=False) == events[::-1]


def test_an_event_of_another_knowledge_has_neighbours_too() -> None:
    event = PARKS.knowledge.events[-1]
    assert neighbour(event, DOIT.knowledge, is_later=False) is None
    assert neighbour(event, DOIT.knowledge, is_later=True) is DOIT.knowledge.events[0]
    assert related(event, DOIT.index, DOIT.knowledge)
    again = Answerer.build(knowledge()).knowledge
    assert neighbour(event, again, is_later=False) == PARKS.knowledge.events[-2]


def test_events_that_share_rare_keywords_are_related_across_categories() -> None:
    apps = related_to(DOIT, "2021-06-taipeipass-registration-qr")
    assert apps[0] == "2021-01-mycode-plus"
    assert "2021-05-idc-scapa" in apps


def test_events_of_the_same_category_are_related() -> None:
    assert related_to(PARKS, "tree-award") == ["bench-award"]
    assert related_to(DOIT, "2021-08-second-taipei-project-mou") == [
        "2021-08-information-security-mou"
    ]


def test_an_event_like_no_other_is_related_to_those_nearest_in_time() -> None:
    assert related_to(PARKS, "leap-festival")[0] == "rose-garden"


def test_every_event_has_some_related_ones_and_never_itself() -> None:
    for answerer in (PARKS, DOIT):
        for event in answerer.knowledge.events:
            others = related_to(answerer, event.id)
            assert 1 <= len(others) <= MOST_RELATED
            assert event.id not in others
            assert len(set(others)) == len(others)
