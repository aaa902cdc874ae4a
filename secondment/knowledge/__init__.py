"""Curated knowledge: articles, their checks, the index that finds them and its live switch."""
