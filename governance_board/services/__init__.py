"""What people do in the council; each act is on the record, in its own transaction."""
