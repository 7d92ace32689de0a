"""What people can do in and for a workshop."""
