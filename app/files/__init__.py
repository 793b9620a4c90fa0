"""Files that wait for their confirmation, and files that are written beside the requests."""
