"""Project-level modules: settings from mkdocs.yml, git, files, languages and fonts."""
