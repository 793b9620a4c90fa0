"""What the agendas that we bring along are called, and their steps, for the catalogues. Pure.

The files in `templates/` name them in English; a test holds the two together. A step made from such
a file keeps the English name in its settings ("named"), so that everybody reads it in their own
language; a title that somebody types is just that.
"""

from app.refused import Message, say

OF_RUN_OFFS = {
    message.text: message
    for message in (
        say("Run-off"),
        say("Run-off: result"),
    )
}
FORMER = {message.text: message for message in (say("The upper goals"),)}
"""What a step of ours was called before: agendas that have it keep it in every language."""
NAMES: dict[str, Message] = {
    message.text: message
    for message in (
        say("Evening with ideas and a vote"),
        say("People propose, place their dots and see the result."),
        say("One-hour vote"),
        say("The measures are there already: present them, vote, look at the result."),
        say("Half-day workshop"),
        say("From the first idea to the vote, with working groups in between."),
        say("Working group on one field"),
        say("A small group that collects, discusses and weighs the measures of one field."),
        say("Steering group"),
        say("Rate the goals by weighted criteria and agree on the first ones."),
        say("What it is about"),
        say("Look at the ideas together"),
        say("What happens next"),
        say("Goals"),
        say("Discuss the ranking"),
        *OF_RUN_OFFS.values(),
        *FORMER.values(),
    )
}
