"""Secondment records: tables, the store (the only file with queries), importing and migrations."""
