"""What people decide about the use of their data, and what they get to know of it.

A *purpose* says what data may be used for; it has *versions*, and each version a
*notice* in every language. A person gives, refuses, withdraws or renews *consent* per
purpose and recipient, kind of data by kind of data; a *stop-use* is a standing no that
outranks every yes. Consents expire by their dates; nothing is set by a job.

Every such act is an event that is added and never changed, with an entry in the
ledger and a signed *receipt*. The *record of uses* is the person's: who used which
data, for what, under which rule.
"""
