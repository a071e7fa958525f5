## Coverage: what is known, by neighbourhood and barrier

coverage-page-title = Ce qui manque, et où
coverage-page-description = Pour chaque quartier et chaque besoin : ce que nous connaissons, et ce qui manque.
coverage-page-lead = Ni action ni numéro dans la ville : { $nothing } fois sur { $all }.
coverage-page-day = État au { $value }
coverage-page-known = Ces tableaux disent ce que nous connaissons. Il y a peut-être plus.
coverage-page-csv = Télécharger pour un tableur
coverage-page-sum = En bref
coverage-page-all = Quartier par quartier
coverage-page-links = Chaque case mène aux réponses pour ce besoin. Le chiffre compte les actions.
coverage-page-note = Ce qui couvre tout le département ou toute la région est compté à part. Les numéros réservés à certaines personnes ne sont pas comptés.
coverage-page-by-barrier = { $n ->
    [0] Par besoin
    [one] Par besoin, dans 1 quartier
   *[other] Par besoin, dans { $n } quartiers
}
coverage-page-by-departement = Par département
coverage-page-caption = { $value } : ce que nous connaissons
coverage-page-in = Ce qui manque { $value }
coverage-page-everywhere = Ce qui manque dans toute la région
coverage-page-neighbourhood = Quartier
coverage-page-barrier = Besoin
coverage-page-head-departement = Département
coverage-page-head-here = Dans le quartier
coverage-page-head-open = Ouvert au quartier
coverage-page-head-phone = Seulement un téléphone
coverage-page-head-nothing = Ni action ni numéro dans la ville
coverage-page-head-total = En tout
coverage-page-missing = { $n ->
    [0] { $towns } : une action ou un numéro pour chaque besoin
    [one] { $towns } : 1 besoin sans action ni numéro
   *[other] { $towns } : { $n } besoins sans action ni numéro
}
coverage-page-row-nothing = Quartiers sans action ni numéro
coverage-page-row-departement = Actions pour tout le département
coverage-page-row-region = Actions pour toute la région
coverage-page-mark-phone = tél.
coverage-page-mark-nothing = –
coverage-page-cell = { $need }, { $place } : { $answer }
coverage-page-here = { $n ->
    [0] aucune action dans le quartier
    [one] 1 action dans le quartier
   *[other] { $n } actions dans le quartier
}
coverage-page-here-old = { $n ->
    [0] aucune action dans le quartier
    [one] 1 action dans le quartier, à vérifier
   *[other] { $n } actions dans le quartier, à vérifier
}
coverage-page-open = { $n ->
    [0] aucune action ouverte au quartier
    [one] 1 action ouverte au quartier
   *[other] { $n } actions ouvertes au quartier
}
coverage-page-open-old = { $n ->
    [0] aucune action ouverte au quartier
    [one] 1 action ouverte au quartier, à vérifier
   *[other] { $n } actions ouvertes au quartier, à vérifier
}
coverage-page-phone = un téléphone dans la ville
coverage-page-nothing = rien de connu dans la ville
coverage-page-key-here = Ici, dans le quartier : { $n } fois
coverage-page-key-open = Ouvert au quartier, dans la ville ou l’intercommunalité : { $n } fois
coverage-page-key-phone = Seulement un téléphone, dans la ville : { $n } fois
coverage-page-key-nothing = Ni action ni numéro dans la ville : { $n } fois
coverage-page-key-old = Bord en tirets : toutes les actions de la case sont anciennes ou sans date, { $n } fois
