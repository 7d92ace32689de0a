"""How the council's words, votes and rules are shown."""
