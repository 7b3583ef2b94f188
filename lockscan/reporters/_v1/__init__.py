"""`lockscan.report/v1`, part by part: every field name is written by hand, so that no rename inside breaks a reader."""
