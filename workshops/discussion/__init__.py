"""The step in which the room talks: a question on the wall, notes on the console."""
