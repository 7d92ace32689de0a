"""What people type in the council."""
