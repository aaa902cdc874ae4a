"""The chat API of the contract."""
