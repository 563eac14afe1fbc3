import pytest

from tripact.connect.tablefile.dialect import detect
from tripact.connect.tablefile.model import TableOptions
from tripact.errors import TripactError


def found(text, **options):
    return detect(text, TableOptions(**options), "leads.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_that_gives_rows_of_one_width(delimiter):
    rows = [["id", "name", "note"], ["1", "Ada", "a, b; c"], ["2", "Bob", ""], ["3", "Cyr|l", "x"]]
    text = "".join(delimiter.join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    assert found(text).delimiter == delimiter


def test_decimal_commas_are_no_delimiters():
    assert found("id;amount;share\n1;1 234,50;0,5\n2;3,75;0,1\n").delimiter == ";"


def test_delimiters_and_line_ends_in_quotation_marks_do_not_count():
    assert found('a;b\n"x,y,z";1\n"p,q\nr,s,t";2\n').delimiter == ";"


def test_footer_rows_do_not_outvote_the_data():
    footer = '"Grand Totals (1 records)"\n"Report, all, mine"\nCopyright (c) 2000-2026 salesforce.com, inc.\n'
    assert found("a;b;c\n1;2;3\n" + footer).delimiter == ";"


def test_a_tie_is_asked_for_and_configuration_settles_it():
    tied = "a,b;c\n1,2;3\n"
    with pytest.raises(TripactError, match="2 columns at comma and semicolon") as refused:
        found(tied)
    assert 'delimiter: ","' in str(refused.value.hint)
    assert found(tied, delimiter=";").delimiter == ";"


def test_one_column_is_not_cut_at_its_commas():
    assert found("note\nhello\nhello, world\nwell\n").delimiter == ";"
    assert found("id\n1\n2\n").delimiter == ","


def test_configured_values_win():
    dialect = found("a,b\n1,2\n", delimiter="tab", quote="'", skip_initial_space=True)
    assert (dialect.delimiter, dialect.quote, dialect.skip_initial_space) == ("\t", "'", True)


def test_a_delimiter_of_two_characters_is_refused():
    with pytest.raises(TripactError, match="'::' is not a delimiter"):
        found("a::b\n", delimiter="::")


def test_single_quotation_marks_are_seen_only_where_they_wrap_cells():
    assert found("'a','b'\n'1,5','2'\n").quote == "'"
    assert found("name,note\nO'Brien,'tis\nD'Arcy,x\n").quote == '"'


def test_the_first_line_of_excel_names_the_delimiter():
    dialect = found("sep=|\na|b,c\n1|2,3\n")
    assert (dialect.delimiter, dialect.skip) == ("|", 1)


def test_blank_lines_before_the_header_and_skipped_lines():
    assert found("\n\na,b\n1,2\n").describe()["header"] == "line 3"
    assert found("Leads\nof today\na,b\n1,2\n", skip_rows=2).skip == 2


def test_a_title_above_the_header_is_pointed_out():
    with pytest.raises(TripactError) as refused:
        found("My report\ngenerated today\n\na,b,c\n1,2,3\n4,5,6\n7,8,9\n")
    assert refused.value.where == "leads.csv:1"
    assert "line 4" in refused.value.message
    assert refused.value.hint == "Set `skip_rows: 3`."


def test_nothing_to_read():
    with pytest.raises(TripactError, match="no rows"):
        found("\n \n")
