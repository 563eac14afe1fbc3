"""What the verdicts add up to: named reports and the statistics they stand on. Pure, never writes."""
