# The attachment is gone.
