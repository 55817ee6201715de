"""What mkdocs.yml, git and the disk say."""
