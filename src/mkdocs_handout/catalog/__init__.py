"""Translations: PO files, states, the ledger of sign-offs, safety rules."""
