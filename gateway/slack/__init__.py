"""The door of Slack: verified, parsed, drawn in Block Kit and sent; everything between stands in `gateway.platform`."""
