from app.rehearsal.forms import Page, lines_on, results_on

CONSOLE = """
<div id="step" data-step="7.open"><a id="change-rule" href="/rule">Rule</a>
<form method="post" action="/steps/7/state"><input type="hidden" name="_csrf_token" value="t">
<button id="forward" name="state" value="closed">Close</button></form>
<form method="post" action="/merges"><input type="hidden" name="measure" value="1">
<input type="radio" name="target" value="1" checked><input type="radio" name="target" value="2">
<textarea name="title">Both &amp; one</textarea>
<select name="place"><option value="a">A</option><option value="b" selected>B</option></select>
<button id="accept-1-2">Accept</button><button id="dismiss-1-2" formaction="/dismissals">No</button>
</form></div>
"""


def test_a_button_sends_its_form_and_itself() -> None:
    button = Page(CONSOLE).buttons["forward"]
    assert (button.action, button.sends) == ("/steps/7/state", (("state", "closed"),))
    assert button.form.filled({}) == [("_csrf_token", "t")]


def test_fields_are_sent_as_they_stand_or_as_they_were_typed() -> None:
    form = Page(CONSOLE).buttons["accept-1-2"].form
    assert form.filled({}) == [
        ("measure", "1"),
        ("target", "1"),
        ("title", "Both & one"),
        ("place", "b"),
    ]
    assert form.filled({"measure": ["3", "4"], "target": "4", "title": "", "place": "a"}) == [
        ("measure", "3"),
        ("measure", "4"),
        ("target", "4"),
        ("title", ""),
        ("place", "a"),
    ]


def test_a_button_may_have_an_address_of_its_own() -> None:
    page = Page(CONSOLE)
    assert page.buttons["dismiss-1-2"].action == "/dismissals"
    assert page.button("dismiss-") == "dismiss-1-2"


def test_a_page_says_in_which_step_the_room_is() -> None:
    page = Page(CONSOLE)
    assert page.step == "7.open"
    assert page.links == {"change-rule": "/rule"}


def test_results_are_read_in_every_language() -> None:
    row = (
        '<li data-measure="12" class="card"><strong>31<span class="x"> Punkte</span></strong>'
        '<span class="small muted">von 17 Personen</span></li>'
    )
    assert results_on(row) == {12: (31, 17)}


def test_lines_of_a_ballot_lead_to_their_measures() -> None:
    row = '<li data-measure="12"><span class="number">3</span> Sprachkurse</li>'
    assert lines_on(row) == {3: 12}
