"""Makes the tuned sentence encoder; see README.md."""
