"""Pure judgement of consents: their states in time, and whether they permit a use."""
