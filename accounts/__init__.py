"""People, their sign-ins and their roles.

A *person* signs up with a mail address and *confirms* it, signs in (a *sign-in*
lives on the server and ends there), and may hold *roles*: each granted for a
*scope* and a term, recorded, and over when the term is.

Whoever sends a request is an *actor*: a visitor, or a person with the roles they
hold at that instant.
"""
