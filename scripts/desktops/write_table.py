#!/usr/bin/env python3
"""Writes the results of a run as a Markdown table:  write_table.py FOLDER DESKTOP…"""

import json
import os
import sys


def main():
    folder, names = sys.argv[1], sys.argv[2:]
    desktops = []
    for name in names:
        path = f"{folder}/{name}.json"
        if os.path.exists(path):
            with open(path) as file:
                desktops.append(json.load(file))
        else:
            desktops.append({"title": name, "results": {}})
    # The order of the longest list: a desktop that ended early has only the beginning.
    checks = max((list(desktop["results"]) for desktop in desktops), key=len, default=[])
    print("| Check | " + " | ".join(desktop["title"] for desktop in desktops) + " |")
    print("|---" * (len(desktops) + 1) + "|")
    for check in checks:
        cells = [desktop["results"].get(check, "not run").replace("|", "\\|") for desktop in desktops]
        print(f"| {check} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
