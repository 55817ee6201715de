"""Tests of what is printed: the print page, the sheets, the poster."""
