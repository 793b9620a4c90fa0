"""The screen of the room."""
