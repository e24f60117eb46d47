"""The one version of data and code."""

__version__ = "0.1.0"
