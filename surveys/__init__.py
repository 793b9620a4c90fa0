"""Surveys before, during and after the room: not built yet."""
