"""Letters of the request desk (依申请公开): library, composition, lint, 公文 layout."""
