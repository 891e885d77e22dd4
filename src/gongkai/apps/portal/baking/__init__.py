"""The public site as plain files: which pages there are, what touches them, writing them, proving them (docs/concepts/baking.md)."""
