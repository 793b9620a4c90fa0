"""Surveys before, during and after the room."""
