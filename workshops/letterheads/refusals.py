"""Why a file that somebody sends is not kept. Pure."""

from app.refused import say

EMPTY = say("This file is empty.")
LARGE = say("This file is larger than 5 MB. Please make its pictures smaller.")
OLD = say("This is an old or protected Word file. Save it as .docx, without a password.")
UNKNOWN = say("This is no Word file (.docx). Save it as one in your word processor.")
TEMPLATE = say("This is a Word template (.dotx). Save it as a Word document (.docx).")
STRICT = say("This is a “Strict Open XML” file. Save it as an ordinary Word document (.docx).")
BROKEN = say("This file is damaged. Open it in your word processor and save it again.")
UNPACKED = say("This file is too large when unpacked. Please take pictures and pages out of it.")
MACROS = say("This file contains macros. Save it as a Word document without macros (.docx).")
OBJECTS = say(
    "This file contains embedded objects or other files, such as a spreadsheet. Please take them "
    "out, or put them in as pictures."
)
CONTROLS = say("This file contains controls that can run programs. Please take them out.")
PARTS_OF_OTHERS = say("This file takes in another document. Please put its text in instead.")
REMOTE_TEMPLATE = say(
    "This file uses a template that lies elsewhere. Detach it (Word: Developer, Document "
    "Template, “Normal.dotm”) and save the file again."
)
REMOTE_PICTURE = say(
    "A picture of this file lies elsewhere and would be fetched by whoever opens it. Please put "
    "the picture itself into the file."
)
REMOTE = say(
    "This file refers to something that lies elsewhere and would be fetched by whoever opens it. "
    "Please take it out. Links that one clicks are fine."
)
FIELDS = say(
    "This file has a field that brings in something from elsewhere, such as “INCLUDETEXT” or "
    "“DDE”. Please take it out."
)
