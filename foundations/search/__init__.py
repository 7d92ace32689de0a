"""Search: documents in, hits out. The only room that knows Whoosh.

A feature says in the act's own transaction that a record changed (``outbox``). Later
one writer asks the feature for the record as it now is and brings the index up to it
(``indexing``). Whoever searches gets kinds and keys, never texts, and loads from them
what the reader may see: the index is derived, may be late, damaged or gone, and is
neither a source of truth nor of permission.
"""
