"""Where weights come from: each kind of source can go on with a half-fetched file."""
