"""The frame: assembly and foundation. It knows no feature except in main, cli and demo."""
