"""The process report: how many events there were, and how many people took part."""
