"""Pure calculation of a contest: phases, tallies, scores, the daily shuffle."""
