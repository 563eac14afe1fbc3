"""Speed and memory of the whole way, against a hand-written query and a pandas script with the same answer."""
