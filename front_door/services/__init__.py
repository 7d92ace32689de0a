"""What is done at the front door: filling the demonstration city."""
