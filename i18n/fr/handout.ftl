## Lists to print, booklets, pocket packs

handout-title = { $value }, liste à imprimer
handout-description = { $value }. Tout est sur une liste numérotée : le lieu, les heures, le téléphone et l’adresse à taper.
handout-crumb = Liste à imprimer
handout-how = Toute la liste est sur cette page. Imprimez-la : l’en-tête du site n’est pas imprimé.
handout-print = Imprimer la liste
handout-link = Imprimer la liste
handout-online = Revenir à la page du site
handout-asked = Demandé : { $value }.
handout-asked-all = Demandé : tout l’annuaire.
handout-asked-neighbourhood = Demandé : ce qui est dans le quartier, puis ce qui est { $value }.
handout-without-ended = Ce qui est terminé n’y est pas.
handout-surest-first = Les plus sûres d’abord.
handout-nearest-first = Les plus proches d’abord.
handout-relevant-first = Les plus proches de vos mots d’abord.
handout-printed = Imprimé { $value }. Appelez avant de vous déplacer.
handout-initiatives = { $n ->
    [0] Aucune initiative connue.
    [one] 1 initiative. Elle est sur cette liste.
   *[other] { $n } initiatives. Toutes sont là.
}
handout-first-initiatives = { $n } initiatives. Voici les { $shown } premières. Ajoutez un filtre pour voir les autres.
handout-organisations = { $n ->
    [0] Aucun lieu d’aide connu.
    [one] 1 lieu d’aide. Il est sur cette liste.
   *[other] { $n } lieux d’aide. Tous sont là.
}
handout-first-organisations = { $n } lieux d’aide. Voici les { $shown } premiers. Ajoutez un filtre pour voir les autres.
handout-entries = { $n ->
    [0] Aucune adresse connue.
    [one] 1 adresse. Elle est sur cette liste.
   *[other] { $n } adresses. Toutes sont là.
}
handout-first-entries = { $n } adresses. Voici les { $shown } premières.
handout-organisations-in = Qui peut aider { $value }
handout-rights-place = Un droit, où que vous habitiez
handout-national-place = Partout en France
handout-through = par { $value }
handout-hours-online = Heures à lire sur la page
handout-code = Code à scanner : il ouvre { $value }
handout-number = N°
handout-name = Ce que c’est
handout-place = Où
handout-call = Appeler
handout-state = État et adresse

booklet-link = En livret, à imprimer
booklet-title = { $value }, livret à imprimer
booklet-description = { $value }. Le livret a un sommaire, une fiche par initiative, un index et les sources.
booklet-crumb = Livret
booklet-how = Le livret est sur cette page : sommaire, fiches, index et sources. Imprimez-le en recto verso.
booklet-print = Imprimer le livret
booklet-over = Livret des quartiers
booklet-all = Les actions terminées y sont aussi.
booklet-dates = Imprimé { $printed }. Valable jusqu’au { $until }. Appelez avant de vous déplacer.
booklet-by-barrier = Par besoin
booklet-by-place = Par lieu
booklet-other = Autres initiatives
booklet-contents = Sommaire
booklet-contents-how = Les numéros sont ceux des fiches. Une fiche peut être citée deux fois.
booklet-empty = Rien trouvé pour
booklet-before = Les fiches de ce chapitre sont plus haut.
booklet-when = Quand
booklet-for = Pour qui
booklet-state = Vu
booklet-page = En ligne
booklet-index = Index des lieux et des organismes
booklet-sources = Sources et dates
booklet-sources-how = Chaque numéro est celui d’une fiche.

picture-count = { $n ->
    [0] Aucune initiative connue
    [one] 1 initiative
   *[other] { $n } initiatives
}

pocket-link = Le quartier dans votre téléphone, sans réseau
pocket-title = { $name }, { $place } : qui appeler
pocket-search = Chercher { $value }
pocket-count = { $n ->
    [0] Aucune initiative connue
    [one] 1 initiative
   *[other] { $n } initiatives
}
pocket-found = { $n ->
    [0] Aucune initiative
    [one] 1 initiative
   *[other] { $n } initiatives
}
pocket-none = Aucune initiative n’a tous ces mots. Effacez un mot.
pocket-unknown = Un de ces mots n’est pas dans ce fichier. Essayez un autre mot.
pocket-contents = Besoins
pocket-no-initiative = Aucune initiative connue. Appelez un de ces lieux.
pocket-dates = Fait { $made }. À jeter après { $until }.
pocket-old = Appelez avant de vous déplacer : une action peut avoir fini.
pocket-online = La page à jour :
