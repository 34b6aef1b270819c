"""What the pages of buying show: reads and words put together for one page each. Writes nothing, decides nothing."""
