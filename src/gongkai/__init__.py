"""Gongkai 公开: government-information disclosure, from the records of the year to its statutory report."""

__version__ = "0.1.0"
