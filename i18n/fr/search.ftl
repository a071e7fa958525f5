## Initiative search

search-button = Chercher
search-label = Chercher un mot, un lieu, une association
search-title-all = Toutes les initiatives
search-title-chosen = { $value } : ce qui peut aider
search-title-more = { $n ->
    [0] { $value } : ce qui peut aider
    [one] { $value } et 1 autre choix : ce qui peut aider
   *[other] { $value } et { $n } autres choix : ce qui peut aider
}
search-title-page = { $value }, page { $n }
search-description = { $value }. { $n ->
    [0] Aucune initiative connue
    [one] Une initiative
   *[other] { $n } initiatives
} dans les quartiers prioritaires du Centre-Val de Loire.
search-filter = Filtrer
search-filter-label = Filtrer les initiatives
search-chosen = { $n ->
    [0] Aucun choix
    [one] 1 choix
   *[other] { $n } choix
}
search-filter-help = Chaque nombre dit combien d’initiatives vous auriez après ce choix. Dans une même liste, deux choix veulent dire « l’un ou l’autre ».
search-apply = Voir les initiatives
search-see = { $n ->
    [0] Aucune initiative avec ces choix
    [one] Voir 1 initiative
   *[other] Voir { $n } initiatives
}
search-count = { $n ->
    [0] Aucune initiative connue
    [one] 1 initiative
   *[other] { $n } initiatives, les plus sûres d’abord
}
search-count-relevant = { $n ->
    [0] Aucune initiative connue
    [one] 1 initiative
   *[other] { $n } initiatives, les plus proches de vos mots d’abord
}
search-count-nearest = { $n ->
    [0] Aucune initiative connue
    [one] 1 initiative
   *[other] { $n } initiatives, les plus proches d’abord
}
search-unknown-audience = { $n ->
    [0] Aucune autre initiative
    [one] 1 autre initiative, sans précision sur le public
   *[other] { $n } autres initiatives, sans précision sur le public
}
search-unknown-audience-note = Nous ne savons pas pour qui elles sont. Demandez si elles vous accueillent.
search-unknown-fees = { $n ->
    [0] Aucune autre initiative
    [one] 1 autre initiative, sans précision sur le prix
   *[other] { $n } autres initiatives, sans précision sur le prix
}
search-unknown-fees-note = Nous ne savons pas si elles sont gratuites. Demandez le prix avant de venir.
search-unknown-both = { $n ->
    [0] Aucune autre initiative
    [one] 1 autre initiative, sans précision sur le public ou sur le prix
   *[other] { $n } autres initiatives, sans précision sur le public ou sur le prix
}
search-unknown-both-note = Nous ne savons pas pour qui elles sont, ou si elles sont gratuites. Demandez avant de venir.
search-need = Qui appeler et vos droits : { $barrier }, { $place }
search-old = Les plus anciennes n’existent peut-être plus. Appelez avant de vous déplacer.
search-named = Ce que vous cherchez
search-call-first = À appeler d’abord
search-call-now = Ouverts maintenant, à appeler d’abord
search-call-saturday = Ouverts le samedi, à appeler d’abord
search-open-now = { $n ->
    [0] Aucun lieu d’aide ouvert maintenant
    [one] Voir le lieu d’aide ouvert maintenant
   *[other] Voir les { $n } lieux d’aide ouverts maintenant
}
search-open-saturday = { $n ->
    [0] Aucun lieu d’aide ouvert le samedi
    [one] Voir le lieu d’aide ouvert le samedi
   *[other] Voir les { $n } lieux d’aide ouverts le samedi
}
search-open-now-for = { $n ->
    [0] Aucun lieu d’aide ouvert maintenant pour « { $value } »
    [one] Voir le lieu d’aide ouvert maintenant pour « { $value } »
   *[other] Voir les { $n } lieux d’aide ouverts maintenant pour « { $value } »
}
search-open-saturday-for = { $n ->
    [0] Aucun lieu d’aide ouvert le samedi pour « { $value } »
    [one] Voir le lieu d’aide ouvert le samedi pour « { $value } »
   *[other] Voir les { $n } lieux d’aide ouverts le samedi pour « { $value } »
}
search-nothing = Nous n’avons rien trouvé
search-corrected = Nous avons compris : « { $value } ».
search-unknown = Nous n’avons pas compris une partie du lien ({ $value }). Nous l’avons laissée de côté.
search-beyond = { $n ->
    [0] Il n’y a pas de résultat.
    [one] Il n’y a qu’une page de résultats : la voici.
   *[other] Il n’y a que { $n } pages de résultats : voici la dernière.
}
search-unmet = { $n ->
    [0] { $value } : nous ne connaissons rien, ni ici ni ailleurs
    [one] { $value } : rien avec ces choix, 1 initiative dans la région
   *[other] { $value } : rien avec ces choix, { $n } initiatives dans la région
}
search-organisations = { $n ->
    [0] Aucun lieu d’aide pour « { $value } »
    [one] Voir aussi 1 lieu d’aide pour « { $value } »
   *[other] Voir aussi { $n } lieux d’aide pour « { $value } »
}
search-organisations-at = { $n ->
    [0] Aucun lieu d’aide pour « { $value } », { $place }
    [one] Voir aussi 1 lieu d’aide pour « { $value } », { $place }
   *[other] Voir aussi { $n } lieux d’aide pour « { $value } », { $place }
}
match-one = Trouvée pour : { $value }.
match-all = Toutes ces initiatives sont trouvées pour : { $value }.
match-organisation = Trouvé pour : { $value }.
match-all-organisations = Tous ces lieux d’aide sont trouvés pour : { $value }.
match-similar = un mot proche de « { $value } »
match-missing = Pas pour : { $value }.
match-paying = Elle est payante.
match-fees-unknown = Prix inconnu.
search-left-out = { $n ->
    [0] Aucun mot n’est laissé de côté.
    [one] Résultats sans le mot { $words }.
   *[other] Résultats sans les mots { $words }.
}
call-danger = Vous êtes en danger ? Appelez :
call-national-number = Numéro national :
search-cut = Votre texte est très long. Nous avons cherché avec le début.
search-too-many = Ce lien contient trop de choix. Nous avons gardé les premiers : { $n } par filtre et { $total } en tout, au plus.
chips-more = { $n ->
    [0] et aucun autre choix
    [one] et 1 autre choix
   *[other] et { $n } autres choix
}
search-ended = { $n ->
    [0] Aucune action terminée
    [one] Voir aussi 1 action terminée
   *[other] Voir aussi { $n } actions terminées
}
filter-place = Un quartier, une ville, un code postal
filter-place-unknown = Nous ne connaissons pas ce lieu : « { $value } ». Vérifiez ce nom, ou tapez une ville ou un code postal.
facet-barriers = Ce qui est difficile
facet-departements = Département
facet-neighbourhoods = Quartier
facet-audiences = Pour qui
facet-states = État
facet-fees = Prix
facet-collections = Recueil
facet-open = (voir les choix)
facet-count = { $n ->
    [0] initiative avec ce choix
    [one] initiative avec ce choix
   *[other] initiatives avec ce choix
}
facet-without = sans :
chips-title = Filtres choisis
chip-free = Gratuit ou pas cher
chip-remove = Retirer :
chips-remove-all = Tout retirer
place-neighbourhood = Quartier, { $value }. Voir sa page
place-commune = { $n ->
    [0] Aucune initiative connue ici
    [one] Voir l’initiative possible pour cette commune
   *[other] Voir les { $n } initiatives possibles pour cette commune
}
place-commune-empty = { $n ->
    [0] Aucune initiative connue ici
    [one] Aucune initiative connue ici. Voir celle qui existe { $place }
   *[other] Aucune initiative connue ici. Voir les { $n } qui existent { $place }
}
place-organisations = { $n ->
    [0] Aucun lieu d’aide dans la commune
    [one] Voir le lieu d’aide de la commune
   *[other] Voir les { $n } lieux d’aide de la commune
}
place-departement = Département. Voir ce qui s’y trouve
empty-spelling = Vouliez-vous dire :
empty-relaxed = Enlever un choix
empty-without = { $n ->
    [0] Sans « { $value } » : aucune initiative
    [one] Sans « { $value } » : 1 initiative
   *[other] Sans « { $value } » : { $n } initiatives
}
empty-only = { $n ->
    [0] « { $value } » seulement : aucune initiative
    [one] « { $value } » seulement : 1 initiative
   *[other] « { $value } » seulement : { $n } initiatives
}
empty-wider-title = Ce qui existe plus loin
empty-in-region = dans la région
empty-wider = { $n ->
    [0] Aucune initiative pour « { $text } » { $place }
    [one] 1 initiative pour « { $text } » { $place }
   *[other] { $n } initiatives pour « { $text } » { $place }
}
empty-all-here = { $n ->
    [0] Aucune initiative connue { $place }
    [one] 1 initiative possible { $place }, sur un autre sujet
   *[other] { $n } initiatives possibles { $place }, sur d’autres sujets
}
empty-contacts = Une personne peut aussi vous orienter :
empty-number = Ou appelez :
empty-organisations = cherchez un lieu d’aide près de chez vous.
around-within = Autour du point, { $value } au plus
around-title = Autour du point
around-radius = Chercher plus près ou plus loin :
around-order = Ranger :
around-order-distance = le plus près d’abord
around-order-usual = le plus sûr d’abord
near-inside = Dans ce quartier
near-neighbourhood = Dans un quartier { $value }
near-commune = Dans une commune dont le centre est { $value }
serves-town = Ouverte à toute la ville
serves-towns = { $value }, et dans d’autres communes
serves-in-town = { $town }, quartier { $name }
serves-metropolis = Ouverte à toute la métropole
serves-agglomeration = Ouverte à toute l’agglomération
serves-community = Ouverte à toute la communauté de communes
serves-departement = Dans tout le département
serves-region = Dans toute la région
near-itinerant = Se déplace.
near-remote = À distance.
facet-count-without = { $n ->
    [0] initiative sans ce choix
    [one] initiative sans ce choix
   *[other] initiatives sans ce choix
}
search-skip = Aller aux résultats

## Suggestions while typing

suggest-need = Besoin
suggest-need-at = Besoin, { $value }
suggest-list = Pages proposées
suggest-count-none = Aucune page proposée. Appuyez sur Entrée pour chercher.
suggest-count-one = 1 page proposée. Flèche du bas pour la choisir. Entrée ouvre la page.
suggest-count-many = pages proposées. Flèche du bas pour choisir. Entrée ouvre la page.
