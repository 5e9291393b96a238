"""Rules engine for Vietnamese social programmes: what a household is due, on the law of a day and a place."""
