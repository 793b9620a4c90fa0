"""What interpreters do: translate what the room reads, and correct how it was written."""
