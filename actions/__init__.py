"""The action server: one thin file per goal; `base.py` holds the check of who speaks and the one error boundary."""
