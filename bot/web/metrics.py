"""The metrics page: the numbers that the bot counts anyway, in Prometheus' words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that only grows, by what it is counted apart by."""

    name: str
    what: str
    label: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """A number as it is now; with a label, several."""

    name: str
    what: str
    values: Mapping[str, float]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long something took: how often up to each bound (the last is infinite), and in all."""

    name: str
    what: str
    up_to: Sequence[tuple[float, int]]
    seconds: float


Figure = Counted | Measured | Lasted


def page(figures: Sequence[Figure], version: str, accepted: str) -> tuple[bytes, str]:
    """The page and its content type.

    Args:
        accepted: what kinds the client takes, as its header says.
    """
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Figures(figures, version))
    encode, kind = choose_encoder(accepted)
    return encode(registry), kind


class _Figures(Collector):
    def __init__(self, figures: Sequence[Figure], version: str) -> None:
        self._figures = figures
        self._version = version

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("annals_build", "The program.", {"version": self._version})
        yield from map(_metric, self._figures)


def _metric(figure: Figure) -> Metric:
    metric: CounterMetricFamily | GaugeMetricFamily
    match figure:
        case Counted(name, what, label, values):
            metric = CounterMetricFamily(name, what, labels=[label] if label else [])
        case Measured(name, what, values, label):
            metric = GaugeMetricFamily(name, what, labels=[label] if label else [])
        case Lasted(name, what, up_to, seconds):
            buckets = [(_bound(bound), float(number)) for bound, number in up_to]
            return HistogramMetricFamily(name, what, buckets, seconds)
    for key, value in values.items():
        metric.add_metric([key] if label else [], value)
    return metric


def _bound(seconds: float) -> str:
    return "+Inf" if seconds == float("inf") else str(seconds)
