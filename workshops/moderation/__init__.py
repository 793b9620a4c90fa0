"""The console from which moderators run the room."""
