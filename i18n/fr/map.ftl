## Maps

map-mark-served = { $name }, { $towns } : { $n ->
    [0] aucune initiative possible
    [one] 1 initiative possible
   *[other] { $n } initiatives possibles
}
map-skip = Passer la carte
map-region = Carte de la région : les départements et les quartiers, les mêmes que dans la liste
map-departement = Carte : { $value }, ses quartiers et les départements voisins, les mêmes que dans la liste
map-key-several = plusieurs initiatives
map-key-one = une initiative
map-key-none = rien de connu pour l’instant
map-moved = Là où les quartiers sont serrés, leurs dessins sont écartés. Leur place est approchée.
map-inset = { $value } et ses environs, de plus près
map-note = Le nombre est celui des initiatives possibles pour le quartier. Elles le nomment, ont lieu dans la ville, ou sont ouvertes plus largement.
streets-app = Ouvrir dans une application de cartes
streets-web = Voir les rues sur OpenStreetMap

## Map of search results

map-link = Voir sur une carte
map-title = { $value }, sur une carte
map-description = Où sont, quartier par quartier, les initiatives pour aller vers l’emploi en Centre-Val de Loire.
map-crumb = Carte
map-back = Revenir à la liste des initiatives
map-count = { $n ->
    [0] Aucune initiative
    [one] 1 initiative
   *[other] { $n } initiatives
}
map-served = Chaque nombre compte ce qui est possible pour le quartier. C’est sur place, ailleurs dans la ville, ou ouvert plus largement : intercommunalité, département, région.
map-count-word = { $n ->
    [0] initiative possible
    [one] initiative possible
   *[other] initiatives possibles
}
map-list = Les mêmes quartiers en liste
map-list-none = Rien trouvé : { $value }.
map-list-departement = { $n ->
    [0] { $value }, aucune initiative connue
    [one] { $value }, 1 initiative
   *[other] { $value }, { $n } initiatives
}
map-chosen = choisi

## Map of a département

departement-eyebrow = Département de la région Centre-Val de Loire
departement-description = Les quartiers prioritaires { $value } : ce qui existe dans chacun pour aller vers l’emploi, et qui appeler.
departement-lead = { $n ->
    [0] Aucun quartier prioritaire dans la liste de 2024
    [one] 1 quartier prioritaire
   *[other] { $n } quartiers prioritaires
}{ $towns ->
    [0] .
    [one] , dans une ville.
   *[other] , dans { $towns } villes.
}
departement-initiatives = { $n ->
    [0] Aucune initiative connue
    [one] Voir l’initiative du département
   *[other] Voir les { $n } initiatives du département
}
departement-organisations = { $n ->
    [0] Aucun lieu d’aide connu
    [one] Voir le lieu d’aide du département
   *[other] Voir les { $n } lieux d’aide du département
}
departement-map = Les quartiers sur la carte
departement-list = Les quartiers, ville par ville
departement-others = Les autres départements
departement-page = La carte du département

## Map of a neighbourhood

neighbourhood-map-label = Plan : les limites du quartier { $value } et les lieux numérotés de la liste
neighbourhood-map-marker = { $n }, { $name }
neighbourhood-map-area = Quartier { $value }
neighbourhood-map-metres = { $n } mètres
neighbourhood-map-north = nord
neighbourhood-map-caption = Limites de 2024, publiées par l’Agence nationale de la cohésion des territoires. Chaque numéro est un lieu d’aide, à sa place approchée. Quand la place manque, un trait y mène.
neighbourhood-map-caption-bare = Limites de 2024, publiées par l’Agence nationale de la cohésion des territoires.
neighbourhood-map-communes = Le nom d’une commune est posé en son centre.
neighbourhood-map-list = Ce que montre le plan, en liste
neighbourhood-map-list-places = Lieux d’aide
neighbourhood-map-list-around = Quartiers voisins
neighbourhood-map-unplaced = Pas placés sur la carte : adresse trop peu précise ou trop loin
neighbourhood-map-initiatives = { $n ->
    [0] Aucune initiative connue ne nomme ce quartier.
    [one] L’initiative qui nomme ce quartier n’est pas placée sur la carte. Nos sources ne disent pas à quelle adresse elle a lieu.
   *[other] Les { $n } initiatives qui nomment ce quartier ne sont pas placées sur la carte. Nos sources ne disent pas à quelle adresse elles ont lieu.
}
map-long = Cette recherche est longue. Sur cette page, chaque quartier mène à sa fiche.
