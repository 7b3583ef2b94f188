"""The embedded demo estate: a fictional council's tenant, created on loopback servers and scanned like a real one."""
