"""The nouns, frozen: they import nothing of ours but the vocabulary, and everything imports them."""
