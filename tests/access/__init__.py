"""Accessibility tests of the built site: checkers, behaviour, three browser engines."""
