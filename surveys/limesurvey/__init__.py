"""LimeSurvey's files: the tab-separated structure file, both ways, and `.lss`, read only."""
