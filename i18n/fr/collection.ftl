## Collections of experiences

collections-title = Recueils
collections-lead = Des livres où des professionnels et des habitants racontent ce qu’ils ont essayé.
collections-description = Les recueils d’expériences menées avec les habitants des quartiers du Centre-Val de Loire.
collection-read = { $n ->
    [0] Aucune expérience lue sur { $size }
    [one] 1 expérience lue sur { $size }
   *[other] { $n } expériences lues sur { $size }
}
collection-open = Lire le recueil
collection-original = Voir la copie que nous avons lue
collection-filter = Filtrer ces expériences
collection-lead = Ces expériences donnent des idées. Ce ne sont pas toutes des actions ouvertes aujourd’hui.
collection-known = Ce que nous savons
collection-unknown = Ce que nous ne savons pas
collection-entries = Les expériences
collection-part-unknown = Partie non lue
collection-page = Page { $n }.
collection-number = Expérience n°
collection-unread = N° { $first } à { $last } : titres non lus
collection-unread-one = N° { $first } : titre non lu
