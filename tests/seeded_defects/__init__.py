"""Each promise seen to fail: defects that are planted in a copy of the project, one at a time.

A test that cannot fail shows nothing. ``defects.toml`` names, for every promise that is
due, lines to spoil and the tests that must then fail; ``python -m tests.seeded_defects``
plants each in a copy of the tree and looks whether they do (``./do trust`` runs it too).
``promises.toml`` says which tests show which promise; ``docs/promises.md`` is made of both.
"""
