"""Commands for translators, reviewers and the clinic."""
