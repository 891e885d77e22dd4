"""Speed against a reference in the same run: ratios, not seconds."""
