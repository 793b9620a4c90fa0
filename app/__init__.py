"""The frame: assembly and foundation. It knows no feature except in main, cli and demo."""

import gc

# What is loaded stays, and a page leaves next to nothing that only a collection would free. With
# Python's 700 new objects between two collections they take a tenth of the time to start.
gc.set_threshold(20_000, 20, 20)
