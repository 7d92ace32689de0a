"""Mail: written in the act's own transaction, sent after it, retried, not sent twice.

A *letter* is composed from a template in the person's language and queued in the
*outbox* under a unique key. A job sends what waits. A mail's life: queued, claimed,
sent (or tried again later, or given up with an alarm). Its text is erased when it is
sent, its address and subject after a month.

What a sender's death can and cannot do to a mail stands in ``sending``.
"""
