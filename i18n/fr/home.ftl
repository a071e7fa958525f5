## Home page

home-title = Ce qui aide, près de chez vous
home-description = Trouvez dans votre quartier du Centre-Val de Loire qui peut vous aider à aller vers l’emploi.
home-heading = Ce qui aide à travailler, près de chez vous
home-search-landmark = Chercher un mot
home-search-label = Un quartier, une ville, un code postal ou un mot
home-word-label = Que cherchez-vous ?
home-examples = Par exemple :
home-barriers = Qu’est-ce qui est difficile pour vous ?
home-barriers-all = Voir les autres besoins
home-barriers-lead = Choisissez ce qui vous concerne. Vous verrez ce qui existe, et qui appeler.
home-barriers-others = Et aussi
home-map = { $n } quartiers, six départements
home-map-lead = Chaque dessin est la forme vraie d’un quartier. Plus il est grand, plus nous connaissons d’initiatives.
home-list = Les mêmes quartiers en liste
home-list-count = { $n ->
    [0] quartier
    [one] quartier
   *[other] quartiers
}
home-count-word = { $n ->
    [0] initiative possible
    [one] initiative possible
   *[other] initiatives possibles
}
home-list-note = Cette liste est en vigueur depuis le 1er janvier 2024. { $n } de ces quartiers y sont depuis 2015. Le nombre est celui des initiatives possibles pour le quartier. Elles le nomment, ont lieu dans la ville, ou sont ouvertes plus largement.
home-list-all = Tous les quartiers, avec leurs anciens noms
home-collection = Lire le recueil
home-you = Vous êtes…
home-resident = Habitante ou habitant
home-resident-text = Trouvez un lieu, un numéro, une heure. Imprimez la page ou envoyez-la.
home-resident-link = Trouver mon quartier
home-adviser = Conseillère ou conseiller
home-adviser-text = Croisez ce qui est difficile, le lieu et la personne. Chaque recherche est un lien que vous pouvez envoyer.
home-adviser-link = Chercher une initiative
home-actors = Vous cherchez un lieu d’accueil
home-actors-text = Missions locales, France services, centres sociaux, associations : adresses, téléphones et heures connus.
home-actors-link = Voir les lieux d’aide
home-young = Jeune de 16 à 25 ans
home-young-text = Un métier, une formation, un premier contrat : des actions sont faites pour vous.
home-young-link = Voir ce qui est pour vous
home-parent = Parent
home-parent-text = Faire garder un enfant, même tôt ou tard, pour travailler ou se former.
home-parent-link = Voir la garde d’enfants
home-employer = Employeur
home-employer-text = Des personnes cherchent un travail près de chez vous. Voyez qui vous les présente.
home-employer-link = Voir qui appeler pour recruter
