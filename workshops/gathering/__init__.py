"""What a concept gathers from all its workshops: one ranking, and the proposal to the council."""
