"""The page of numbers, read as Prometheus reads it."""

from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as openmetrics_families,
)
from prometheus_client.parser import text_string_to_metric_families

from bot.web.metrics import Counted, Lasted, Measured, page

INFINITE = float("inf")
FIGURES = (
    Counted("annals_answers", "Answers.", "kind", {"answer": 3, "none": 0}),
    Counted("annals_floods", "Floods.", "", {"": 2}),
    Measured("annals_events", "Events.", {"": 15}),
    Measured("annals_queue_length", "Queues.", {"updates": 7}, "queue"),
    Lasted("annals_answer_seconds", "Answers.", [(0.1, 2), (INFINITE, 3)], 1.5),
)


def test_numbers_are_in_prometheus_words() -> None:
    text, kind = page(FIGURES, "1.2.3", "")
    assert kind.startswith("text/plain; version=")
    families = {f.name: f for f in text_string_to_metric_families(text.decode())}
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in families.values()
        for sample in family.samples
    }
    assert samples["annals_answers_total", "answer"] == 3
    assert samples["annals_answers_total", "none"] == 0
    assert samples["annals_floods_total",] == 2
    assert samples["annals_events",] == 15
    assert samples["annals_queue_length", "updates"] == 7
    assert samples["annals_answer_seconds_bucket", "0.1"] == 2
    assert samples["annals_answer_seconds_bucket", "+Inf"] == 3
    assert samples["annals_answer_seconds_count",] == 3
    assert samples["annals_answer_seconds_sum",] == 1.5
    assert samples["annals_build_info", "1.2.3"] == 1
    assert samples["process_resident_memory_bytes",] > 0
    assert all(family.documentation for family in families.values())


def test_numbers_are_in_the_words_of_openmetrics_where_those_are_asked_for() -> None:
    text, kind = page(FIGURES, "1.2.3", "application/openmetrics-text; version=1.0.0")
    assert kind.startswith("application/openmetrics-text")
    names = {family.name for family in openmetrics_families(text.decode())}  # type: ignore[no-untyped-call]
    assert {"annals_answers", "annals_events", "annals_answer_seconds"} <= names
