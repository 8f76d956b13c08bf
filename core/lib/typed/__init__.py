"""What people type as numbers, amounts and days, read by one grammar; docs/rounding-and-numbers.md lists it."""
