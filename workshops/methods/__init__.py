"""Pure parts of workshops: where one stands in time, and the codes on paper slips."""
