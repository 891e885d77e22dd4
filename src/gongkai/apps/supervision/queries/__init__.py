"""All reads of supervision."""
