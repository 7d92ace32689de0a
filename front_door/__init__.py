"""Pages that gather all features: home, search, "my", open data, the demonstration city."""
