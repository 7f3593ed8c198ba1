"""All targets by name."""

from tests.fuzz import packs, pages, presses, questions, updates

TARGETS = {
    target.name: target
    for target in (
        questions.QUESTIONS,
        questions.INLINE,
        presses.BUTTONS,
        presses.LINKS,
        presses.WISHES,
        packs.PACKS,
        packs.VOCABULARIES,
        pages.PAGES,
        updates.UPDATES,
        updates.BODIES,
    )
}
