"""Pages of classes: those of the front app (`front`) and those inside a room (`room`)."""
