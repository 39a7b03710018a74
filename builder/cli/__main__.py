"""Runs the command line as ``python -m builder.cli``, where the script ``build-dataset`` is not on the path."""

from __future__ import annotations

from builder.cli import main

if __name__ == "__main__":  # worker processes import this module again
    main(prog_name="build-dataset")
