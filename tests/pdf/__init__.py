"""Tests of paper: the print page, the sheets, the poster."""
