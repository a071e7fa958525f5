"""Made-up initiatives, the same ones at each run: composed of the values of the seeds, with 865 characters of text each."""

import collections
import csv
import os
import random
import shutil
import sqlite3

# Characters of title and summary together.
TEXT_CHARACTERS = 865
# References start above any real one.
FIRST = 1_000_000
# A word of the last row alone: a text search for it is right only once every row is loaded.
LAST_WORD = "quetzalcoatl"
SYLLABLES = (
    "ba bel bri cha cor da den do fa fon gar gi jo la lin lo ma mer mon na nel pa per ra ri sa son ta ti val vi"
).split()
TABLES_OF_INITIATIVES = ("initiatives.csv", "carriers.csv", "collection_entries.csv")

Row = collections.namedtuple(
    "Row",
    "number slug title summary barriers audiences neighbourhood commune departement coverage carrier activity"
    " attested_on started_on",
)
# `carrier` of a row: name, and reference of the organisation.
Carrier = collections.namedtuple("Carrier", "name reference slug")


def table(seeds, name):
    with open(os.path.join(seeds, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Model:
    """Values of the seeds that made-up rows are composed of."""

    def __init__(self, seeds):
        initiatives = table(seeds, "initiatives.csv")
        # Ended initiatives are left out of a search by default: the peers know no states.
        self.lives = [row for row in initiatives if row["activity"] != "ended" and not row["ended_on"]]
        self.classified = [row for row in initiatives if row["barriers"] and row["audiences"]]
        self.words = [word for row in initiatives for word in row["summary"].split()]
        self.title_words = [word for row in initiatives for word in row["title"].split()]
        self.neighbourhoods = table(seeds, "neighbourhoods.csv")
        self.communes = table(seeds, "communes.csv")
        self.departement_of = {row["insee"]: row["departement"] for row in self.communes}
        self.organisations = [
            Carrier(row["name"], row["reference"], row["slug"])
            for row in table(seeds, "organisations.csv") if ";" not in row["name"]
        ]
        self.barriers = {row["slug"]: row["label"] for row in table(seeds, "barriers.csv")}
        self.audiences = {row["slug"]: row["label"] for row in table(seeds, "audiences.csv")}

    def rows(self, count):
        dice = random.Random(0x5EED)
        for number in range(1, count + 1):
            yield self.row(dice, number, number == count)

    def row(self, dice, number, is_last):
        life, classified = dice.choice(self.lives), dice.choice(self.classified)
        name = "".join(dice.choice(SYLLABLES) for _ in range(3)).capitalize()
        name = f"{name} {LAST_WORD}" if is_last else name
        title = f"Essai {name} : {self.run(dice, self.title_words, 7)}"[:150]
        neighbourhood = None
        if dice.random() < 0.5:
            neighbourhood = dice.choice(self.neighbourhoods)
            commune = neighbourhood["communes"].split(";")[0]
        else:
            commune = dice.choice(self.communes)["insee"]
        return Row(
            number=FIRST + number,
            slug=f"essai-{FIRST + number}",
            title=title,
            summary=self.summary(dice, TEXT_CHARACTERS - len(title)),
            barriers=classified["barriers"].split(";"),
            audiences=classified["audiences"].split(";"),
            neighbourhood=neighbourhood["code"] if neighbourhood else "",
            commune=commune,
            departement=self.departement_of[commune],
            coverage="quartier" if neighbourhood else "commune",
            carrier=dice.choice(self.organisations),
            activity=life["activity"],
            attested_on=life["attested_on"],
            started_on=life["started_on"],
        )

    def summary(self, dice, length):
        """Runs of real words, between 15 and 40 words each, cut at `length` characters."""
        text = "Donnée d’essai, inventée."
        while len(text) < length:
            text += " " + self.run(dice, self.words, dice.randrange(15, 40))
        return text[: length - 1].rstrip().ljust(length - 1, ".") + "."

    @staticmethod
    def run(dice, words, length):
        start = dice.randrange(len(words) - length)
        return " ".join(words[start : start + length])


def write_seeds(model, seeds, folder, count):
    """A folder that `import` accepts: the seeds, with `count` made-up initiatives in place of the real ones."""
    shutil.copytree(seeds, folder)
    headers = {}
    for name in TABLES_OF_INITIATIVES:
        with open(os.path.join(seeds, name), encoding="utf-8", newline="") as file:
            headers[name] = next(csv.reader(file))
    with open(os.path.join(folder, "collection_entries.csv"), "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(headers["collection_entries.csv"])
    schemes = table(seeds, "schemes.csv")
    with open(os.path.join(folder, "schemes.csv"), "w", encoding="utf-8", newline="") as file:
        write = csv.DictWriter(file, schemes[0])
        write.writeheader()
        write.writerows(row | {"initiatives": ""} for row in schemes)
    with (
        open(os.path.join(folder, "initiatives.csv"), "w", encoding="utf-8", newline="") as initiatives,
        open(os.path.join(folder, "carriers.csv"), "w", encoding="utf-8", newline="") as carriers,
    ):
        write = csv.DictWriter(initiatives, headers["initiatives.csv"], restval="")
        write.writeheader()
        write_carrier = csv.writer(carriers)
        write_carrier.writerow(headers["carriers.csv"])
        for row in model.rows(count):
            write.writerow({
                "reference": f"init-{row.number}", "slug": row.slug, "title": row.title, "summary": row.summary,
                "barriers": ";".join(row.barriers), "audiences": ";".join(row.audiences),
                "neighbourhoods": row.neighbourhood, "tie_rule": "nom" if row.neighbourhood else "",
                "communes": row.commune, "departements": row.departement, "coverage": row.coverage,
                "carriers": row.carrier.name, "activity": row.activity, "attested_on": row.attested_on,
                "started_on": row.started_on, "source_urls": "https://essai.example/", "confidence": "medium",
            })
            write_carrier.writerow([f"init-{row.number}", row.carrier.name, row.carrier.reference])


def write_sqlite(model, path, count):
    """The database of Datasette: one table, lists as JSON, a full-text index that folds accents."""
    database = sqlite3.connect(path)
    with database:
        database.execute(
            "CREATE TABLE initiatives (slug TEXT PRIMARY KEY, title TEXT, summary TEXT, barriers TEXT, audiences TEXT,"
            " neighbourhood TEXT, commune TEXT, departement TEXT, coverage TEXT, carrier TEXT, activity TEXT,"
            " attested_on TEXT, started_on TEXT)"
        )
        database.executemany(
            "INSERT INTO initiatives VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (row.slug, row.title, row.summary, as_json(row.barriers), as_json(row.audiences), row.neighbourhood,
                 row.commune, row.departement, row.coverage, row.carrier.name, row.activity, row.attested_on,
                 row.started_on)
                for row in model.rows(count)
            ),
        )
        database.execute("CREATE INDEX by_departement ON initiatives (departement)")
        database.execute(
            "CREATE VIRTUAL TABLE initiatives_fts USING fts5 (title, summary, content=\"initiatives\","
            " tokenize='unicode61 remove_diacritics 2')"
        )
        database.execute("INSERT INTO initiatives_fts (initiatives_fts) VALUES ('rebuild')")
    database.execute("ANALYZE")
    database.execute("VACUUM")
    database.close()


def as_json(values):
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"
