"""A file of notifications, one JSON object on each line, for whatever sends them on."""
