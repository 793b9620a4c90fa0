"""Ballots on paper: printed, entered by keyboard, counted with all others."""
