"""Results laid out for readers: headings, rows and remarks, without saying how they are drawn."""
