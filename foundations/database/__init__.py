"""Tables' base class, column types, the clock, the session, and the engine's rules."""
