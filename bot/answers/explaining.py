"""Why an answer is what it is, for the keeper of a pack (`ask --explain`)."""

from collections.abc import Sequence

from bot.answers.answer import Answer
from bot.answers.answering import MEANT, MEANT_LEAD, WORTH_OFFERING
from bot.answers.convincing import needed
from bot.matching.meaning import Near
from bot.matching.ranking import Match
from bot.questions.query import Term


def explain(answer: Answer, candidates: Sequence[Match], near: Near | None = None) -> str:
    """What was understood and how the candidates scored, as lines of text.

    Args:
        near: the event nearest in meaning, where that was looked for.
    """
    query = answer.query
    period = query.period.iso() if query.period else "none"
    lines = [
        f"  kind: {answer.kind}",
        f"  period: {period}",
        f"  category: {query.category or 'none'}",
        f"  asks: {', '.join(sorted(query.asks)) or 'nothing particular'}",
    ]
    details = [detail.name for detail in query.details]
    if query.office:
        details.append(f"who is {query.office}")
    if details:
        lines.append(f"  answered only where told: {', '.join(details)}")
    if query.anchor:
        named = " ".join(term.written for term in query.anchor.terms)
        lines.append(f"  {query.anchor.side}: {named}")
    lines += map(_term, query.terms)
    for match in candidates:
        why = ", ".join(f"{r.term.written} {r.weight:.1f}×{r.explained:.2f}" for r in match.why)
        lines.append(f"  candidate: {match.event.id} {match.score:.2f} ({why})")
    if candidates:
        threshold = needed(query, candidates[0])
        lines.append(f"  answered from {threshold:.2f}, offered from {WORTH_OFFERING:.2f}")
    if near:
        lines.append(f"  means: {near.event.id} {near.cosine:.2f}, lead {near.lead:.2f}")
        lines.append(f"  meant from {MEANT:.2f} with a lead of {MEANT_LEAD:.2f}")
    return "\n".join(lines)


def _term(term: Term) -> str:
    note = f"unknown {term.unknown}" if term.unknown else "tells little" if term.is_weak else ""
    if term.correction:
        note = f"read as {term.correction} ({term.similarity:.2f})"
    if term.names_category:
        note += " names the category"
    return f"  term: {term.written}" + (f" ({note.strip()})" if note else "")
