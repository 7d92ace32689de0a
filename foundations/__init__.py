"""What every feature stands on. Each room is named for what it does."""
