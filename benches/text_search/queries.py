#!/usr/bin/env python3
"""Writes the 1,000 texts of `benches/text_search.rs`, the same ones at each run, from words of the seeds:

    benches/text_search/queries.py > benches/text_search/queries.txt

The texts are committed: run this only to change the kinds, since new seeds give new texts.
"""

import csv
import random
import re
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
# How many texts of each kind.
KINDS = {
    "words": 260, "misspelt": 160, "place": 160, "sentence": 140,
    "town": 90, "organisation": 80, "synonym": 60, "unknown": 50,
}
SENTENCES = [
    "je cherche {need} à {town}", "qui peut m’aider pour {need}", "j’ai besoin de {need} près de {town}",
    "{need} gratuit à {town}", "comment trouver {need} quand on est seule avec des enfants",
    "aide pour {need} {audience}", "où trouver {need} à {town} pour {audience}",
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def rows(name):
    with open(SEEDS / name, newline="", encoding="utf-8") as table:
        return list(csv.DictReader(table))


def split(rows, *columns):
    return [part.strip() for row in rows for column in columns for part in row[column].split(";") if part.strip()]


initiatives, barriers, audiences = rows("initiatives.csv"), rows("barriers.csv"), rows("audiences.csv")
texts = [row[column] for row in initiatives for column in ("title", "summary")]
runs = [[word for word in re.findall(r"[\w’-]+", text) if len(word) > 3] for text in texts]
runs = [run for run in runs if len(run) > 3]
needs = split(barriers, "label", "plain_label", "keywords")
people = split(audiences, "label", "keywords")
communes = {row["insee"]: row["name"] for row in rows("communes.csv")}
towns = sorted(set(communes.values()))
neighbourhood_towns = sorted({communes[code] for code in split(rows("neighbourhoods.csv"), "communes")})
known = split(rows("neighbourhoods.csv"), "name", "aliases") + split(rows("communes.csv"), "postcodes") + towns
organisations = split(rows("organisations.csv"), "name")
terms = split(rows("synonyms.csv"), "term")
chance = random.Random(20261130)


def town():
    """Half of the people who search live in a town with a neighbourhood."""
    return chance.choice(chance.choice([neighbourhood_towns, towns]))


def words():
    run = chance.choice(runs)
    length = chance.choice([1, 1, 2, 2, 3])
    start = chance.randrange(len(run) - length + 1)
    return " ".join(run[start:start + length]).lower()


def misspelt():
    text = words()
    at = chance.randrange(1, len(text))
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1:]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at - 1] + text[at] + text[at - 1] + text[at + 1:]
    return text[:at] + chance.choice(LETTERS) + text[at + 1:]


def sentence():
    need, audience = chance.choice(needs).lower(), chance.choice(people).lower()
    return chance.choice(SENTENCES).format(need=need, town=town(), audience=audience)


def unknown():
    words = ["".join(chance.choice(LETTERS) for _ in range(chance.randint(5, 9))) for _ in range(chance.randint(1, 3))]
    return " ".join(words)


MAKERS = {
    "words": words,
    "misspelt": misspelt,
    "place": lambda: f"{chance.choice(needs).lower()} {town()}",
    "sentence": sentence,
    "town": lambda: chance.choice(known),
    "organisation": lambda: chance.choice(organisations),
    "synonym": lambda: chance.choice(terms),
    "unknown": unknown,
}
seen, lines = set(), []
for kind, count in KINDS.items():
    wanted = len(lines) + count
    while len(lines) < wanted:
        text = " ".join(MAKERS[kind]().split())
        if text and text not in seen:
            seen.add(text)
            lines.append(text)
chance.shuffle(lines)
print("\n".join(lines))
