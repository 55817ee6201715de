"""Whether everyone can use the built site: by machine, by behaviour, in three browser engines."""
