"""What people type in a contest."""
