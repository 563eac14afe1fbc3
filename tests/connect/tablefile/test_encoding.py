import codecs

import pytest

from tripact.connect.tablefile.encoding import decode, detect
from tripact.errors import TripactError

SLOVAK = "meno;mesto\nĽubica Šťastná;Košice\nŽofia Ďurčová;Prešov\n"


def found(data, **options):
    return detect(data, complete=True, **options).name


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_proof_and_no_text(mark, codec):
    data = mark + SLOVAK.encode(codec)
    encoding = detect(data, complete=True, configured="cp1250")
    assert (encoding.name, decode(data, encoding)) == (codec, SLOVAK)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SLOVAK, "Имя;Город\nАнна;Москва\n", "id\tname\n1\tĀdažī\n2\tBob\n" * 50])
def test_utf16_without_a_mark(codec, text):
    assert found(text.encode(codec)) == codec


def test_valid_utf8_beats_what_is_configured():
    assert found(SLOVAK.encode(), configured="cp1250") == "utf-8"


def test_plain_ascii_leaves_the_rest_of_the_file_to_the_configured_encoding():
    assert found(b"id;name\n1;Bob\n") == "utf-8"
    assert found(b"id;name\n1;Bob\n", configured="cp1250") == "cp1250"


def test_a_sample_may_end_within_a_character():
    cut = "ľ".encode()[:1]
    assert detect(b"id;mesto\n" + cut, complete=False, configured="cp1250").name == "cp1250"
    assert detect("Košice ".encode() + cut, complete=False).name == "utf-8"


def test_damaged_utf8_is_not_taken_for_a_one_byte_encoding():
    with pytest.raises(TripactError) as refused:
        detect("Košice\nPrešov\nKo".encode() + b"\x9aice\n", complete=True, where="leads.csv")
    assert str(refused.value).startswith("leads.csv:3: Most of the file is UTF-8, but byte 0x9A is not.")


@pytest.mark.parametrize(
    "text",
    [
        SLOVAK,
        "Prešov;Kľúč",  # ¾ within a word, and š is no letter of ISO 8859-2 at this byte
        "Košičan",  # š and è in one word
        "Šťastný",  # 0x9D is nothing in cp1252
        "Zażółć gęślą jaźń",
    ],
)
def test_central_european_text_is_told_from_western(text):
    assert found(text.encode("cp1250")) == "cp1250"


@pytest.mark.parametrize("text", ["à Genève, première", "España", "São Paulo, informação", "Sørensen", "città"])
def test_western_text_is_told_from_central_european(text):
    assert found(text.encode("cp1252")) == "cp1252"


def test_text_that_reads_the_same_in_both_needs_no_choice():
    encoding = detect("Müller;Groß-Gerau – Café".encode("cp1252"), complete=False)
    assert encoding.name == "cp1252"
    assert bytes([0xE8]) in encoding.undecided
    assert bytes([0xFC]) not in encoding.undecided


@pytest.mark.parametrize("name", ["Čadca", "Kočner", "krčma", "Křen", "Ľubica"])
def test_what_cannot_be_told_is_asked_for(name):
    with pytest.raises(TripactError) as refused:
        detect(name.encode("cp1250"), complete=True, where="leads.csv")
    western = name.encode("cp1250").decode("cp1252")
    assert refused.value.where == "leads.csv"
    assert f"“{western}” in cp1252, “{name}” in cp1250" in refused.value.message
    assert "encoding: cp1250" in str(refused.value.hint)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Prešov", "iso8859-2"),
        ("Nováková, Žilina, Ľubica", "cp852"),
        ("José Muñoz", "cp850"),
        ("Café", "mac-roman"),
        ("Москва", "cp1251"),
        ("Αθήνα, Θεσσαλονίκη", "cp1253"),
    ],
)
def test_other_text_is_not_taken_for_windows_text(text, codec):
    with pytest.raises(TripactError, match="cannot be told"):
        detect(text.encode(codec), complete=True)


def test_a_configured_encoding_settles_it():
    assert found("Čadca".encode("cp1250"), configured="windows-1250") == "cp1250"


def test_an_unknown_encoding_is_refused():
    with pytest.raises(TripactError, match="no encoding 'cp12500'"):
        detect(b"x", complete=True, configured="cp12500")
