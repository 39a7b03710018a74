"""How the label heads were made: stance to a target, and what can be checked in a statement."""
