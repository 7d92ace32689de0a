"""Reads of the council, its meetings, motions and rules."""
