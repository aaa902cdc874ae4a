"""The library: knowledge, records and use cases. It knows no framework and does no work when imported."""
