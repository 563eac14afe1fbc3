"""The outside: one folder per system whose records come in or whose people are told.

A connector turns what it finds into plain values and says what it could not read. It knows no
rules and no other connector.
"""
