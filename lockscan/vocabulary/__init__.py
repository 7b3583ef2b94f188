"""Closed lists both sides of the snapshot share: type names and their mappings, facts, reference kinds."""
