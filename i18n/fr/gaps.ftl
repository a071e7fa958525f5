## Coverage: what is known, by neighbourhood and barrier

gaps-title = Ce qui manque, et où
gaps-description = Pour chaque quartier et chaque besoin : ce que nous connaissons, et ce qui manque.
gaps-lead = Nous ne connaissons rien dans la ville : { $nothing } fois sur { $all }.
gaps-known = Ces tableaux disent ce que nous connaissons. Il y a peut-être plus.
gaps-csv = Télécharger pour un tableur
gaps-sum = En bref
gaps-all = Quartier par quartier
gaps-links = Chaque case mène aux réponses pour ce besoin.
gaps-note = Ce qui couvre tout le département ou toute la région est compté à part. Les services réservés aux jeunes ne sont pas comptés.
gaps-by-barrier = { $n ->
    [0] Par besoin
    [one] Par besoin, dans 1 quartier
   *[other] Par besoin, dans { $n } quartiers
}
gaps-by-departement = Par département
gaps-caption = { $value } : ce que nous connaissons
gaps-in = Ce qui manque { $value }
gaps-everywhere = Ce qui manque dans toute la région
gaps-neighbourhood = Quartier
gaps-barrier = Besoin
gaps-head-departement = Département
gaps-head-here = Dans le quartier
gaps-head-open = Ouvert au quartier
gaps-head-phone = Un numéro seulement
gaps-head-total = En tout
gaps-row-nothing = Rien dans la ville
gaps-row-departement = Pour tout le département
gaps-row-region = Pour toute la région
gaps-letter-here = I
gaps-letter-open = O
gaps-letter-phone = T
gaps-letter-nothing = R
gaps-here = ici
gaps-open = ouvert
gaps-phone = téléphone
gaps-nothing = rien
gaps-key-here = Ici, dans le quartier : { $n } fois
gaps-key-open = Ouvert au quartier, dans la ville ou l’intercommunalité : { $n } fois
gaps-key-phone = Téléphone seulement, dans la ville : { $n } fois
gaps-key-nothing = Rien dans la ville : { $n } fois
