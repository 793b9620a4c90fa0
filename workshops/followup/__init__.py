"""What becomes of measures: the council's decisions, reports, and the public page."""
