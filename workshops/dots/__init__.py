"""Dot voting: allowance, ballot, tally, turnout."""
