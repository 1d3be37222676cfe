"""Limits: what a session of a kiosk may hold, open, compute and wait for."""

MEMORY = 512 * 1024 * 1024
"""Bytes a session may hold for itself (RLIMIT_DATA); one that uses every screen takes 230 million."""
RESIDENT = 384 * 1024
"""Kilobytes of memory at which a session is ended in good order, before the kernel's own limit makes it fail."""
PROCESSOR = 900
"""Seconds of processor a session may use; a key takes 0.01."""
GRACE = 5
"""Seconds of processor between being told and being killed."""
FILES = 64
LONGEST_IDLE = 1440
"""Minutes without a key that can be asked for with --idle, after which a session ends."""
