"""Results and initiatives. A page takes few queries: related rows come in joins, or in one query for all rows of the page."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, Exists, F, OuterRef
from django.shortcuts import get_object_or_404, render

from directory.models import Audience, Barrier, Initiative

PAGE_SIZE = 20
# Parameter of a filter, and the column of its values. Tables of many values are searched by EXISTS: a join would repeat rows.
DEPARTEMENT, BARRIER, AUDIENCE = "departement", "frein", "public"
MANY = {BARRIER: (Initiative.barriers.through, "barrier_id"), AUDIENCE: (Initiative.audiences.through, "audience_id")}


class Terms:
    """Barriers and audiences, which no visitor changes: read once."""

    def __init__(self):
        self.of = {BARRIER: list(Barrier.objects.order_by("label")), AUDIENCE: list(Audience.objects.order_by("label"))}
        self.ids = {param: {term.slug: term.id for term in terms} for param, terms in self.of.items()}

    @classmethod
    def known(cls):
        if not hasattr(cls, "read"):
            cls.read = cls()
        return cls.read


def index(request):
    chosen = {param: request.GET.getlist(param) for param in (DEPARTEMENT, BARRIER, AUDIENCE)}
    text = request.GET.get("q", "")
    found = results(chosen, text)
    total = found.count()
    page = max(1, int(request.GET.get("page", "1")))
    order = ("-attested_on", "title", "id")
    if text:
        found = found.annotate(rank=SearchRank(F("words"), query(text)))
        order = ("-rank", *order)
    rows = found.order_by(*order).select_related("commune", "neighbourhood", "carrier").defer("words")
    rows = rows.prefetch_related("barriers", "audiences")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    filters = [] if "sans-comptes" in request.GET else [counts(param, chosen, text) for param in (BARRIER, DEPARTEMENT)]
    return render(request, "index.html", {
        "rows": rows, "total": total, "page": page, "text": text, "filters": filters, "more": total > page * PAGE_SIZE,
    })


def query(text):
    return SearchQuery(text, config="annuaire", search_type="websearch")


def results(chosen, text):
    """Initiatives with one of the chosen values of each filter, and with all words."""
    found = Initiative.objects.all()
    if text:
        found = found.filter(words=query(text))
    for param, values in chosen.items():
        if not values:
            continue
        if param == DEPARTEMENT:
            found = found.filter(departement__in=values)
            continue
        through, column = MANY[param]
        ids = [Terms.known().ids[param][value] for value in values]
        found = found.filter(Exists(through.objects.filter(initiative_id=OuterRef("pk"), **{f"{column}__in": ids})))
    return found


def counts(param, chosen, text):
    """Results after a click on each value: those of all other filters, by value."""
    others = results({name: values for name, values in chosen.items() if name != param}, text)
    if param == DEPARTEMENT:
        by_value = others.order_by().values_list("departement_id").annotate(number=Count("*")).order_by("departement_id")
        return [(param, value, value, number, value in chosen[param]) for value, number in by_value]
    through, column = MANY[param]
    by_value = dict(through.objects.filter(initiative_id__in=others.values("pk")).values_list(column).annotate(number=Count("*")))
    terms = Terms.known().of[param]
    return [(param, it.slug, it.label, by_value.get(it.id, 0), it.slug in chosen[param]) for it in terms]


def show(request, slug):
    rows = Initiative.objects.select_related("commune", "neighbourhood", "carrier").defer("words")
    initiative = get_object_or_404(rows.prefetch_related("barriers", "audiences"), slug=slug)
    return render(request, "show.html", {"it": initiative})
