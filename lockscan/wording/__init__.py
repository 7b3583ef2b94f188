"""What every format shares: figures and terms in plain English, and hostile names made harmless."""
