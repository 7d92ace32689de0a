"""What a person takes away: signed receipts, and everything that is kept about them."""
