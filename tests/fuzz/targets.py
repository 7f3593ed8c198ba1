"""All targets by name."""

from tests.fuzz import packs, pages, presses, questions, updates, webhooks

TARGETS = {
    target.name: target
    for target in (
        presses.BUTTONS,
        presses.LINKS,
        presses.WISHES,
        packs.VOCABULARIES,
        packs.PACKS,
        updates.UPDATES,
        updates.BODIES,
        webhooks.WEBHOOKS,
        pages.PAGES,
        questions.INLINE,
        questions.QUESTIONS,
    )
}
