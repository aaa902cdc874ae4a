"""The front door: proves who is speaking, passes signed messages to the engine and renders what comes back."""
