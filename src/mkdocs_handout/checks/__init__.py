"""Checks of the text, one function each."""
