"""`python -m render [NAME ...] --out DIR`: renders the named sample clips, or all of them."""

import argparse
from pathlib import Path

from .clip import plan, render, tell
from .clips import CLIPS


def main():
    """Parses the command line and renders one clip after the other."""
    parser = argparse.ArgumentParser(prog="render-clips", description="Render formcheck's sample clips.")
    parser.add_argument("names", nargs="*", help="clips to render; all where none is named")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--plan", action="store_true", help="print the true measures of every rep instead of rendering")
    parser.add_argument("--truth", action="store_true", help="write the truth files only, for clips that are there already")
    choice = parser.parse_args()
    work = plan if choice.plan else tell if choice.truth else render
    known = {make.__name__.replace("_", "-"): make for make in CLIPS}
    unknown = sorted(set(choice.names) - set(known))
    if unknown:
        parser.error(f"no such clip: {', '.join(unknown)}; there are {', '.join(known)}")
    for name in choice.names or known:
        print(name, flush=True)
        work(known[name](), choice.out)


main()
