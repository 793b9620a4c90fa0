"""Proposing measures, and what the moderator does with proposals."""
