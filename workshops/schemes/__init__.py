"""The shapes of concepts, as data: read, written, copied and changed; and what columns hold."""
