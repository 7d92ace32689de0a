"""Pure values of the front door: the texts of the demonstration city and what is drawn for it by lot."""
