"""The web chat: sign-in, one page and the fragments it asks for."""
