"""All pages: MkDocs plugin, build, policy, sitemap, search."""
