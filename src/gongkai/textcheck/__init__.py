"""Checks on text and numbers: credit codes, identity numbers, personal data in text, Chinese numerals."""
