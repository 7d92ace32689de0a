"""Workshops in which citizens and companies turn notes into ideas.

A *workshop* is announced with date, place and capacity. People *register* for one of its
*places*, wait for one, or cancel; a facilitator *checks them in*, by QR code or list. At
each *table* participants write *notes*, from a phone with a *slip* and without an account,
or by the hand of a facilitator; notes are private until the table's *board* is revealed,
and are then *grouped*. A group becomes an idea in a contest, whose page shows note, group
and idea. *Minutes* are written and published.
"""
