"""The append-only record: one Merkle tree of opaque commitments, its proofs and checkpoints.

Every act that binds someone becomes an *entry*: a canonical JSON text (the
*envelope*) and a random salt, whose hash (the *commitment*) is one leaf of the
tree. ``recording.record`` is called by services; the entries of a transaction are
appended last in it, under one lock. A *checkpoint* is the tree's head, signed; the
tree is served as static *tiles*. An *erasure* removes an envelope and its salt, is
itself recorded, and leaves the tree as it was. ``verification`` recomputes all of
it; ``docs/verify`` says how an outsider does the same without this code.
"""
