"""What people answered, together: never fewer than five of them, whatever is asked for."""
