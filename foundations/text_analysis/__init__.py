"""Texts as people write them in Japan: cleaned, counted, folded and cut into words.

Four ideas, no database and no Flask:

- ``hygiene`` cleans what somebody typed before anything keeps it;
- ``graphemes`` counts and cuts in characters as a person sees them;
- ``folding`` makes two spellings of one word equal, for search and comparison;
- ``tokens`` cuts folded text into the pieces that search looks up.

Whoever sends a text in can make it as hostile as they like: everything here takes
time proportional to its length.
"""
