"""What people do with purposes, their consents, their stop-uses and the record of uses."""
