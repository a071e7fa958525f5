"""Makes the tables of the directory in Django and fills them with made-up rows: `load.py SEEDS COUNT`."""

import os
import sys

import django

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

import rows  # noqa: E402
from directory import models  # noqa: E402

COLUMNS = (
    "id, slug, title, summary, carrier_id, neighbourhood_id, commune_id, departement_id, coverage, activity,"
    " attested_on, started_on"
)


def main(seeds, count):
    model = rows.Model(seeds)
    with connection.cursor() as cursor:
        # French stems, and accents that a visitor leaves out.
        cursor.execute("CREATE EXTENSION unaccent")
        cursor.execute("CREATE TEXT SEARCH CONFIGURATION annuaire (COPY = french)")
        cursor.execute("ALTER TEXT SEARCH CONFIGURATION annuaire ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem")
    call_command("migrate", run_syncdb=True, verbosity=0)
    codes = sorted({row["departement"] for row in model.communes})
    models.Departement.objects.bulk_create(models.Departement(code=code) for code in codes)
    models.Commune.objects.bulk_create(models.Commune(insee=row["insee"], name=row["name"]) for row in model.communes)
    models.Neighbourhood.objects.bulk_create(
        models.Neighbourhood(code=row["code"], name=row["name"]) for row in model.neighbourhoods
    )
    models.Organisation.objects.bulk_create(
        models.Organisation(slug=it.slug, name=it.name) for it in model.organisations
    )
    ids = {
        kind: {term.slug: term.id for term in kind.objects.bulk_create(kind(slug=slug, label=label) for slug, label in of.items())}
        for kind, of in ((models.Barrier, model.barriers), (models.Audience, model.audiences))
    }
    carriers = dict(models.Organisation.objects.values_list("slug", "id"))
    copy(f"directory_initiative ({COLUMNS})", (
        (it.number, it.slug, it.title, it.summary, carriers[it.carrier.slug], it.neighbourhood or None, it.commune,
         it.departement, it.coverage, it.activity, it.attested_on, it.started_on)
        for it in model.rows(count)
    ))
    for name, kind, of in (("barrier", models.Barrier, "barriers"), ("audience", models.Audience, "audiences")):
        copy(f"directory_initiative_{of} (initiative_id, {name}_id)", (
            (it.number, ids[kind][slug]) for it in model.rows(count) for slug in getattr(it, of)
        ))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def copy(table, records):
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as into:
        for record in records:
            into.write_row(record)


main(sys.argv[1], int(sys.argv[2]))
