"""From a page of events saved as text or HTML to a draft pack.

One direction: `page` (lines, from `text`, `markup` and `tables`) → `blocks` (paragraphs and list
items) → `sections` (entries with the date they stand under, read by `dates`) → `drafts` (what an
entry becomes: id, category, title, keywords) → `writing` (YAML with comments).

Nothing is lost: every word of the page stands in a draft's summary or in a comment.
"""
