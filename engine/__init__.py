"""The Rasa side: the gateway's channel, conversation memory, training. Reachable from the gateway alone."""
