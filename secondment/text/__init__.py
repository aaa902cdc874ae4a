"""Plain text work shared by engine and library: encoding, normalising, spelling, focus, redaction (3.10 and 3.13)."""
