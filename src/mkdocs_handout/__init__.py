"""A clinic's handout as a static site, translated block by block."""
