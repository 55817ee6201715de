"""The whole site: MkDocs plugin, build, preview, sitemap, search."""
