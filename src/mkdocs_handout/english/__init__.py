"""The English text: its blocks and messages."""
