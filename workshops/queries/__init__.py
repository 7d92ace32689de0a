"""Reads for the pages of workshops: explicit loading, total orders, only what the actor may see."""
