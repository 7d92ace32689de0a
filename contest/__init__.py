"""Idea contests, from the call to the published result.

A *contest* has a theme, *divisions*, a schedule of *phases* and a rubric of
*criteria*. A citizen drafts an *idea*, submits it, and the secretariat publishes
or refuses it with a reason (*moderation*). People comment and *support* it.

While voting is open each citizen casts one *ballot* of up to *n* *picks* per
division and gets a receipt. *Judges* fill *score sheets*, with a reason for each
score. *Awards* are decided in private and published at once, at the *release*.

Who may do what when is one table: ``contest.methods.phases.PERMITTED``.
"""
