"""The text check as the office uses it: what is checked of an item, by which lists, and what stops at which door."""
