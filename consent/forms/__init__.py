"""What people answer."""
