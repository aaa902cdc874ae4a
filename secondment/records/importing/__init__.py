"""Importing records: reading files, judging rows, storing what is right, reporting every row."""
