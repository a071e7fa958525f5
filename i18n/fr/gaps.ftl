## Coverage: what is known, by neighbourhood and barrier

gaps-title = Ce qui manque, et où
gaps-description = Pour chaque quartier et chaque besoin : ce que nous connaissons, et ce qui manque.
gaps-lead = Ni action ni numéro dans la ville : { $nothing } fois sur { $all }.
gaps-day = État au { $value }
gaps-known = Ces tableaux disent ce que nous connaissons. Il y a peut-être plus.
gaps-csv = Télécharger pour un tableur
gaps-sum = En bref
gaps-all = Quartier par quartier
gaps-links = Chaque case mène aux réponses pour ce besoin. Le chiffre compte les actions.
gaps-note = Ce qui couvre tout le département ou toute la région est compté à part. Les numéros réservés à certaines personnes ne sont pas comptés.
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
gaps-head-phone = Seulement un téléphone
gaps-head-nothing = Ni action ni numéro dans la ville
gaps-head-total = En tout
gaps-missing = { $n ->
    [0] { $towns } : une action ou un numéro pour chaque besoin
    [one] { $towns } : 1 besoin sans action ni numéro
   *[other] { $towns } : { $n } besoins sans action ni numéro
}
gaps-row-nothing = Quartiers sans action ni numéro
gaps-row-departement = Actions pour tout le département
gaps-row-region = Actions pour toute la région
gaps-mark-phone = tél.
gaps-mark-nothing = –
gaps-cell = { $need }, { $place } : { $answer }
gaps-here = { $n ->
    [0] aucune action dans le quartier
    [one] 1 action dans le quartier
   *[other] { $n } actions dans le quartier
}
gaps-here-old = { $n ->
    [0] aucune action dans le quartier
    [one] 1 action dans le quartier, à vérifier
   *[other] { $n } actions dans le quartier, à vérifier
}
gaps-open = { $n ->
    [0] aucune action ouverte au quartier
    [one] 1 action ouverte au quartier
   *[other] { $n } actions ouvertes au quartier
}
gaps-open-old = { $n ->
    [0] aucune action ouverte au quartier
    [one] 1 action ouverte au quartier, à vérifier
   *[other] { $n } actions ouvertes au quartier, à vérifier
}
gaps-phone = un téléphone dans la ville
gaps-nothing = rien de connu dans la ville
gaps-key-here = Ici, dans le quartier : { $n } fois
gaps-key-open = Ouvert au quartier, dans la ville ou l’intercommunalité : { $n } fois
gaps-key-phone = Seulement un téléphone, dans la ville : { $n } fois
gaps-key-nothing = Ni action ni numéro dans la ville : { $n } fois
gaps-key-old = Bord en tirets : toutes les actions de la case sont anciennes ou sans date, { $n } fois
