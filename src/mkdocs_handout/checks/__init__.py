"""All that can be wrong with text, one function each."""
