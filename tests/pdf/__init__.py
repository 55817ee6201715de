"""Paper: the print page, the sheets, the poster."""
