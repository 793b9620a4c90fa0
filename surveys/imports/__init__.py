"""Surveys from files and into files: which format it is, what it holds, what it cannot hold."""
