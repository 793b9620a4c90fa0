"""XLSForms of several kinds, written by hand after the standard's documentation (xlsform.org)."""

from tests.surveys.xlsform.workbooks import Sheets

HOUSEHOLD: Sheets = {  # groups and conditions; texts that name no language; choices by number
    "survey": """
type | name | label
begin group | person | About you and your household | appearance: field-list
select_one district | district | Which part of town do you live in? | required: yes
    | appearance: minimal
integer | size | How many people live with you? | hint: Count yourself in | required: yes
    | constraint: . >= 1 and . <= 20 | constraint_message: From 1 to 20.
end group
begin group | children | Your children | relevant: ${size} > 1
select_one yes_no | has | Do you have children?
select_multiple care | care | Who looks after them? | relevant: ${has} = 'yes'
    | constraint: not(selected(., '-99') and count-selected(.) > 1)
end group
date | moved | When did you move here? | constraint: . <= today()
text | wish | What do you wish for? | relevant: selected(${care}, '2') and ${district} != 1
    | appearance: multiline
""",
    "choices": """
list_name | name | label
district | 1 | North
district | 2 | South
yes_no | yes | Yes
yes_no | no | No
care | 1 | Family
care | 2 | Nursery
care | -99 | I do not want to say
""",
    "settings": """
form_title | form_id
Household survey | household | version: 2026112200
""",
}

FEEDBACK: Sheets = {  # three languages, one of them from right to left
    "survey": """
type | name
note | hello | label::Deutsch (de): Danke, dass Sie da waren.
    | label::English (en): Thank you for coming. | label::العربية (ar): شكراً لحضوركم
range | stars | label::Deutsch (de): Wie war es? | label::English (en): How was it?
    | label::العربية (ar): كيف كان؟ | hint::Deutsch (de): 1 ist schlecht. | required: yes
    | required_message::English (en): Please answer.
    | parameters: start=1 end=5 step=1 tick_labelset=ends
select_one again | again | label::Deutsch (de): Kommen Sie wieder?
    | label::English (en): Will you come again? | label::العربية (ar): هل ستأتون مرة أخرى؟
    | required: TRUE
select_multiple liked | liked | label::Deutsch (de): Was war gut?
    | label::English (en): What was good? | label::العربية (ar): ما الذي أعجبكم؟
    | parameters: randomize=true
text | more | label::Deutsch (de): Was noch? Sie sagten ${stars}.
    | label::English (en): Anything else? | label::العربية (ar): هل من شيء آخر؟ | required: no
acknowledge | agree | label::Deutsch (de): Sie dürfen das verwenden.
    | label::English (en): You may use this. | label::العربية (ar): يمكنكم استخدام ذلك
""",
    "choices": """
list_name | name
again | yes | label::Deutsch (de): Ja | label::English (en): Yes | label::العربية (ar): نعم
again | no | label::Deutsch (de): Nein | label::English (en): No | label::العربية (ar): لا
liked | talk | label::Deutsch (de): Der Vortrag | label::English (en): The talk
    | label::العربية (ar): المحاضرة
liked | food | label::Deutsch (de): Das Essen | label::English (en): The food
    | label::العربية (ar): الطعام
ends | 1 | label::Deutsch (de): schlecht | label::English (en): bad | label::العربية (ar): سيئ
ends | 5 | label::Deutsch (de): sehr gut | label::English (en): very good
    | label::العربية (ar): جيد جداً
""",
    "settings": """
form_title | form_id
Rückmeldung | feedback | default_language: Deutsch (de)
""",
}

SKIPS: Sheets = {  # calculations, and conditions on them; columns by their old names
    "survey": """
type | name
integer | adults | caption: Wie viele Erwachsene? | default: 2
integer | kids | caption: Wie viele Kinder?
calculate | all | calculation: coalesce(${adults}, 0) + coalesce(${kids}, 0)
calculate | large | calculation: if(${all} >= 5, 'yes', 'no')
text | rooms | caption: Reicht der Platz?
    | relevance: ${large} = 'yes' or (${kids} > 2 and not(${adults} > 1))
string | plz | caption: Postleitzahl? | relevance: string-length(${rooms}) > 0
    | constraint: regex(., '^[0-9]{5}$')
decimal | rent | caption: Miete in Euro? | constraint: . > 0
note | said | caption: Sie sind ${all}.
""",
}

LIKERT: Sheets = {  # tables of choices, in both ways in which forms write them
    "survey": """
type | name
begin_group | services | label::de: Wie zufrieden sind Sie? | label::tr: Ne kadar memnunsunuz?
    | appearance: table-list
select_one likert | bus | label::de: Mit dem Bus | label::tr: Otobüsle
select_one likert | school | label::de: Mit der Schule | label::tr: Okulla
end_group
begin_group | trust | label::de: Wem vertrauen Sie? | label::tr: Kime güveniyorsunuz?
    | appearance: field-list
select_one likert | head | label::de: Kopf | label::tr: Başlık | appearance: label
select_one likert | police | label::de: Der Polizei | label::tr: Polise
    | appearance: list-nolabel
select_one likert | council | label::de: Dem Rat | label::tr: Meclise | appearance: list-nolabel
end_group
select_one likert | all | label::de: Und insgesamt? | label::tr: Peki genel olarak?
    | appearance: likert | relevant: ${bus} = 'good' and ${police} != ''
""",
    "choices": """
list_name | name
likert | bad | label::de: schlecht | label::tr: kötü
likert | ok | label::de: mittel | label::tr: orta
likert | good | label::de: gut | label::tr: iyi
""",
    "settings": """
form_title
Zufriedenheit | default_language: de
""",
}

RANKS: Sheets = {  # orders and ranges
    "survey": """
type | name | label
rank topics | order | What matters most to you? | parameters: randomize=true, seed=7
    | guidance_hint: Read all of them.
range | stars | How do you like it here? | parameters: start=1 end=5 step=1 | appearance: rating
range | zero | And the offices?
range | age | How old are you? | parameters: start=0;end=110
range | hours | Hours in a course? | parameters: start=0 end=8 step=0.5
percentage | share | Share of your income?
""",
    "choices": """
list name | name | label
topics | work | Work
topics | school | School
topics | home | Housing
""",
    "settings": """
form_title | form_id
What matters | ranks
""",
}

OTHERS: Sheets = {  # "other", a language that the product does not speak, pictures
    "survey": """
type | name
select_one country or_other | country | label::French: Votre pays ?
    | label::English (en): Your country? | label::Dorfsprache: x
select_multiple lang or_other | langs | label::French: Vos langues ?
    | label::English (en): Your languages? | media::image::French: langues.png
select one from country | born | label::French: Né en ? | label::English (en): Born in?
text | why | label::French: Pourquoi ${country} ? | label::English (en): Why ${country}?
""",
    "choices": """
list_name | name
country | fr | label::French: France | label::English (en): France
    | media::image::French: fr.png
country | other | label::French: Autre pays | label::English (en): Another country
lang | ar | label::French: Arabe | label::English (en): Arabic
lang | tr | label::French: Turc | label::English (en): Turkish
unused | x | label::French: Rien | label::English (en): Nothing
""",
    "settings": """
form_title | form_id
Langues | langues | default_language: French
""",
}

OWN_LETTERS: Sheets = {
    "survey": """
type | name | label
integer | العمر | كم عمرك؟
select_one yes_no | أطفال | هل لديك أطفال؟
integer | عدد | كم؟ | relevant: ${أطفال} = 'yes' and ${العمر} > 17
""",
    "choices": """
list_name | name | label
yes_no | yes | نعم
yes_no | no | لا
""",
}

UNMAPPABLE: Sheets = {  # much of what there is not here, each with its row
    "survey": """
type | name | label
start | start
deviceid | device
geopoint | place | Where is it?
image | photo | A photo, please
begin repeat | child | Each child
text | first | First name
end repeat
text | größe.cm | How tall? | relevant: ${place} != '' | my notes: ask Eva
calculate | when | | calculation: once(random())
calculate | later | | calculation: ${when} + 1
integer | age | Age at ${later}? | required: ${x} = 1 | relevant: ${later} > 3
    | constraint: . > pulldata('a', 'b', 'c', 'd') | default: today() | appearance: w1 counter
select_one town | town | Which town? | choice_filter: county=${age} | trigger: ${age}
select_one nowhere | lost | Which one?
select_one_from_file a.csv | file | From a file?
begin group | outer | Outer | relevant: ${age} > 3
begin group | inner | Inner | relevant: ${town} = 'New York'
text | deep | Deep?
end group
text | größe.cm | Again, ${größe.cm}?
end group
 | typeless | What is this?
""",
    "choices": """
list_name | name | label
town | New York | New York | county: 1
town | Kiel | Kiel | county: 2
town | Kiel | Kiel | county: 3
""",
    "settings": """
form_title | form_id
Much to name | much | style: pages
""",
    "entities": """
dataset
trees
""",
}
