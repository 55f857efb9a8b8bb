"""The back office: cases, contributions, answers and the clocks that time them."""
