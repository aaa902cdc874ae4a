"""One function per thing a person can do: the only place that joins knowledge and records."""
