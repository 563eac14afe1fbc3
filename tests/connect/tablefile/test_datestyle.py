import pytest

from tripact.connect.tablefile.times import TimeSpec, parse_times
from tripact.errors import TripactError


def refusal(*values):
    with pytest.raises(TripactError) as refused:
        parse_times(list(values), TimeSpec(), where="leads.csv, column created")
    assert refused.value.where == "leads.csv, column created"
    return refused.value


def test_an_ambiguous_date_refuses_the_column():
    error = refusal("2026-01-06T08:30:00Z", "03/04/2026", None)
    assert "'03/04/2026' can be 3 April or 4 March." in error.message
    assert error.hint == 'Set `format: "%d/%m/%Y"` (day first) or `format: "%m/%d/%Y"` (month first).'


@pytest.mark.parametrize(("settling", "suggested"), [("25/04/2026", "%d/%m/%Y"), ("04/25/2026", "%m/%d/%Y")])
def test_data_that_settle_the_order_suggest_a_format_and_still_need_it(settling, suggested):
    error = refusal("03/04/2026", settling)
    assert error.hint.endswith(f"'{settling}' suggests {suggested}.")
    assert "does not say its order" in refusal(settling).message


def test_a_column_with_both_orders_is_told():
    assert refusal("25/04/2026", "04/25/2026").hint.endswith("The column has both: '25/04/2026' and '04/25/2026'.")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("3.4.2026", "%d.%m.%Y"),
        ("3. 4. 2026", "%d. %m. %Y"),
        ("03-04-26", "%d-%m-%y"),
        ("3/4/2026 9:30", "%d/%m/%Y %H:%M"),
        ("3/4/2026, 9:30:15.5", "%d/%m/%Y, %H:%M:%S.%f"),
        ("3/4/2026 9:30 PM", "%d/%m/%Y %I:%M %p"),
    ],
)
def test_the_offered_format_reads_the_example(text, form):
    assert f'`format: "{form}"`' in refusal(text).hint
    times, reasons = parse_times([text], TimeSpec(format=form, precision="day"))
    assert (reasons, times) == ([None], [1775174400000])


def test_other_text_is_no_date_in_figures():
    assert parse_times(["1.2.3", "2026/04/03", "a/b"], TimeSpec())[0] == [None] * 3
