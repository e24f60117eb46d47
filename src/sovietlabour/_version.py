"""The one version of data and code, and the day it was released."""

__version__ = "0.8.0"
RELEASED = "2026-11-27"
