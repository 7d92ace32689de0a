"""Pure calculation of the council: quorum, votes, terms of rules, and what was in force when."""
