"""Reads for the pages of a contest: explicit loading, total orders, only what the actor may see."""
