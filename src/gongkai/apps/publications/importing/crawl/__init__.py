"""Taking over one's own old site: read page by page into an import folder, never into the database. Needs the extra `crawl`."""
