"""Demonstration: the published figures of four agency-years, as records that add up to them.

The figures and the agencies' names are those of published annual reports; people, documents, texts and every
single record are invented, and marked as demonstration on every page.
"""
