"""Jobs: what the clock makes due, done once however many processes run, sleep or die.

A *job* names its effects: one per slot of time, or one per thing that has come due.
Each *due effect* becomes a *run*, a row with a unique key; a run is claimed, done and
marked done in one transaction. APScheduler only knocks at intervals, in the one
process that holds the *lease*. The lease saves work, the unique key and the claim
keep the promise: without the lease everything still happens exactly once.
"""
