"""Tables of the directory. Each index serves a query of `views.py`."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models


class Departement(models.Model):
    code = models.CharField(max_length=3, primary_key=True)


class Commune(models.Model):
    insee = models.CharField(max_length=5, primary_key=True)
    name = models.TextField()


class Neighbourhood(models.Model):
    code = models.CharField(max_length=8, primary_key=True)
    name = models.TextField()


class Barrier(models.Model):
    slug = models.SlugField(unique=True)
    label = models.TextField()


class Audience(models.Model):
    slug = models.SlugField(unique=True)
    label = models.TextField()


class Organisation(models.Model):
    slug = models.SlugField(max_length=200, unique=True)
    name = models.TextField()


class Initiative(models.Model):
    slug = models.SlugField(unique=True)
    title = models.TextField()
    summary = models.TextField()
    barriers = models.ManyToManyField(Barrier, related_name="initiatives")
    audiences = models.ManyToManyField(Audience, related_name="initiatives")
    carrier = models.ForeignKey(Organisation, models.PROTECT)
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, null=True)
    commune = models.ForeignKey(Commune, models.PROTECT)
    departement = models.ForeignKey(Departement, models.PROTECT)
    coverage = models.TextField()
    activity = models.TextField()
    attested_on = models.TextField()
    started_on = models.TextField()
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="annuaire") + SearchVector("summary", weight="B", config="annuaire"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["words"], fastupdate=False, name="initiative_words"),
            # The order of a list, alone and in a département.
            models.Index(fields=["-attested_on", "title", "id"], name="initiative_order"),
            models.Index(fields=["departement", "-attested_on", "title", "id"], name="initiative_in_departement"),
        ]
