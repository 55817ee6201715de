"""A translation: PO file, states, ledger of sign-offs, safety."""
