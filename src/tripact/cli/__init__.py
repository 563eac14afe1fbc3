"""The command line: thin, at most fifteen lines a command; heavy imports wait until needed."""
