"""What people do in a contest, one function each. They never commit and never see the request."""
