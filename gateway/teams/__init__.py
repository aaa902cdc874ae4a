"""The door of Microsoft Teams: activities are proved, read, and answered with Adaptive Cards."""
