"""What the doors of Slack and Teams share: from a verified platform message to replies that are sent exactly once."""
