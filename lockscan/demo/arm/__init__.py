"""A small Resource Manager and Resource Graph on loopback, serving a tenant written as data."""
