"""Bringing over what was public before the platform: a spreadsheet with its folder, or a crawl of one's own old site."""
