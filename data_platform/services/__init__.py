"""What can be done on the data platform: register data, apply, grant, and decide on each use."""
