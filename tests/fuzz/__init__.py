"""Hostile input by the hundred thousand: nothing raises, and every reply is one Telegram takes.

`python -m tests.fuzz` puts a million inputs to all targets, `python -m tests.fuzz packs --inputs N`
so many to one, `--seed` other ones; a finding names the input that shows it again. With the extra
`fuzz`, `--guided` has atheris look for inputs that reach code not yet run. A small share of each
target is in the tests.
"""
