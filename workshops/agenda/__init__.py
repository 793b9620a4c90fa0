"""The ordered steps of a workshop: next, back, and what each kind of step shows to whom."""
