"""Partial disclosure (区分处理, 条例 art. 37): a new file in which what is withheld is really gone.

What a person sees in the outline is what leaves, less the marks: outline and redaction share one reading of the
file, and the new file is built from that reading alone. Nothing else of the old file comes along.
"""
