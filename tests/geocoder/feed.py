"""Writes addok documents, one a line: the streets of the organisations and the communes of the region.

Usage: feed.py SEEDS > documents.ndjson
"""

import csv
import json
import re
import sys
from pathlib import Path

NUMBERED = re.compile(r"(\d+(?: ?(?:bis|ter|quater))?),? +(.+)")


def rows(file):
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def documents(seeds):
    communes = {it["insee"]: it for it in rows(seeds / "communes.csv")}
    streets = {}
    for it in rows(seeds / "organisations.csv"):
        numbered = NUMBERED.fullmatch(it["address"])
        if not numbered or not it["lat"] or it["commune"] not in communes:
            continue
        number, street = numbered.groups()
        key = (street.lower(), it["commune"])
        place = {"lat": float(it["lat"]), "lon": float(it["lon"])}
        known = streets.setdefault(key, {
            **identified(f"rue-{len(streets)}"),
            **place,
            "type": "street",
            "name": street,
            "postcode": it["postcode"],
            "citycode": it["commune"],
            "city": communes[it["commune"]]["name"],
            "importance": 0.1,
            "housenumbers": {},
        })
        known["housenumbers"][number] = {**place, "id": f"{known['id']}-{number}"}
    yield from streets.values()
    for insee, it in communes.items():
        yield {
            **identified(insee),
            "type": "municipality",
            "name": it["name"],
            "postcode": it["postcodes"][:5],
            "citycode": insee,
            "city": it["name"],
            "lat": float(it["lat"]),
            "lon": float(it["lon"]),
            "importance": 0.3,
        }


def identified(name):
    return {"_id": name, "id": name}


if __name__ == "__main__":
    for document in documents(Path(sys.argv[1])):
        print(json.dumps(document, ensure_ascii=False))
