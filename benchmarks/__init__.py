"""What the engine costs beside its peers and its limits, measured side by side with equal answers."""
