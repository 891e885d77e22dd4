"""What goes onto paper: typst with fonts that travel along, and the DOCX habits of official documents (公文).

Pure: knows neither reports nor letters; text comes in as data, never as markup.
"""
