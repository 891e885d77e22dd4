"""A Word file → the fields of a draft. Pure but for the pictures, which it hands to whoever asked."""

from gongkai.apps.publications.importing_docx.checking import check
from gongkai.apps.publications.importing_docx.converting import Converted, convert
from gongkai.apps.publications.importing_docx.recognising import Recognised, recognise

__all__ = ["Converted", "Recognised", "check", "convert", "recognise"]
