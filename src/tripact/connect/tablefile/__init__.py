"""Tables in files: the reading front end for CSV, Parquet and JSON Lines.

``reader.open_table`` finds out what a file is (encoding, delimiter, header, footer of a report)
and gives its rows in columnar batches; ``times.parse_times`` turns a column into instants. Neither
guesses silently: what was detected can be shown, and what cannot be told is asked for.
"""
