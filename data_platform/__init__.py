"""What the rules govern: which data exists, who may use it for what, and every use of it.

A *dataset* has a stage, a legal holder, kinds of data and terms. An organisation files a
*use application*; a machine *pre-check* approves, denies or abstains, the council decides,
and a *grant* follows. The *decision* is the only door to the data: deny by default, deny
overrides, from the rules in force, the grant, a suspension, the person's stop-use and
consent. It is recorded before it answers, and the record of uses fills itself.
"""
