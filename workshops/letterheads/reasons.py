"""Why something is no placeholder. Pure."""

from app.refused import Message, say

NO_CALLS = say("Nothing can be called here: please leave out the round brackets.")
NO_SUBSCRIPTS = say("Square brackets and numbers behind a point are not possible here.")
NO_SUMS = say("Nothing can be calculated or put together here.")
NO_LISTS = say("Lists of your own are not possible here.")
NO_TESTS = say("“is” is not possible here. Please compare with ==, or write the name alone.")
NO_CHOICE = say("“if” cannot stand inside of a placeholder. Please write {%% if … %%} around it.")
NO_PARTS = say("Macros, includes, imports and blocks are not possible here.")
NO_VALUES = say("No values can be set here.")
NO_LOOP_OPTIONS = say("A loop can only be written as {%% for … in … %%}.")
NOT_PRINTED = say(
    "“%(name)s” is more than a text. Please go through it with {%% for … %%}, or name a part of it."
)
NO_CONTENT = say("This is written as {{p content }}, alone in its paragraph.")
UNENDED = say(
    "A loop or condition is begun and not ended: {%% endfor %%} or {%% endif %%} is missing."
)
NO_CONCEPT = say(
    "Nothing of the concept would appear in the file. Please write {{p content }} where it belongs."
)
TOO_DEEP = say("Here are too many loops or conditions inside one another.")
UNORDERED = say("Only numbers can be compared like this.")
UNLIKE = say("Only texts can be compared with texts, and numbers with numbers.")


def not_begun(word: str) -> Message:
    return say("“%(tag)s” stands here, and nothing was begun before it.", tag=word[:40])
