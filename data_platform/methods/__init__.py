"""Pure decisions: the rules compiled into lookups, people's choices into bit-planes."""
