"""From tallies to ranked results."""
