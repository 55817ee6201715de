"""Sheets and the poster as PDF files."""
