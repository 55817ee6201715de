"""Paper: the whole handout on one page, and the sheets that are made from it.

`whole` makes the print page while the site is built; `make` is run afterwards, over the built site.
"""
