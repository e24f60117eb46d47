"""``python -m sovietlabour``."""

from sovietlabour._ending import command

command()
