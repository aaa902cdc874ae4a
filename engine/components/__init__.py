"""Our parts of the Rasa pipeline."""
