"""One page: its content, notices, pictures, links, and what templates get."""
