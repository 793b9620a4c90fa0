"""Links that let people without an account help to run one workshop."""
