"""The population of the demo worlds and its behaviour: makes their history through the market's own rules."""
