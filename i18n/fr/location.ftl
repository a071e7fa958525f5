## Location of a visitor

location-title = Où suis-je ?
location-description = Tapez un quartier, une ville ou un code postal du Centre-Val de Loire. Vous saurez dans quel quartier prioritaire vous êtes, ou lesquels sont près de vous.
location-lead = Dites où vous habitez. Vous saurez si c’est dans un quartier prioritaire, et ce qui existe tout près.
place-box-label = Où habitez-vous ?
place-box-hint = Un quartier, une ville ou un code postal
place-box-empty = Tapez un quartier, une ville ou un code postal.
place-box-button = Trouver
place-box-landmark = Trouver un lieu
place-box-examples = Par exemple :
place-box-list = Lieux proposés
place-box-count-none = Aucun lieu proposé. Appuyez sur Entrée pour chercher.
place-box-count-one = 1 lieu proposé. Flèche du bas pour le choisir. Entrée ouvre sa page.
place-box-count-many = lieux proposés. Flèche du bas pour choisir. Entrée ouvre la page du lieu.
around-button = Autour de moi
around-help = Votre appareil va demander l’autorisation. La position n’est pas gardée.
around-waiting = Nous attendons votre position. Répondez oui à la question de l’appareil.
around-refused = La position n’a pas été donnée. Tapez plutôt votre quartier, votre ville ou votre code postal.
around-slow = La position met trop de temps à venir. Tapez plutôt votre quartier, votre ville ou votre code postal.
around-unavailable = Votre appareil ne connaît pas sa position. Tapez plutôt votre quartier, votre ville ou votre code postal.

## Coordinates

degrees-open = J’ai des coordonnées
degrees-help = En degrés, comme les donne une carte en ligne. Nous les arrondissons à quatre décimales.
degrees-lat = Latitude (par exemple 47,3928)
degrees-lon = Longitude (par exemple 0,6889)
degrees-button = Situer ce point
location-error-title = Ces coordonnées ne conviennent pas
location-error-missing = Il manque ce nombre.
location-error-not-a-number = Ce n’est pas un nombre. Écrivez par exemple 47,3928.
location-error-lat-swapped = C’est plutôt une longitude : les deux nombres semblent inversés.
location-error-lon-swapped = C’est plutôt une latitude : les deux nombres semblent inversés.
location-error-swap = Essayer avec les deux nombres dans l’autre ordre
location-error-absurd = Ce point n’est pas en France métropolitaine. La latitude est entre 41 et 52, la longitude entre -6 et 10.

## Choice between several places

described-neighbourhood = Quartier, { $towns } ({ $departement })
described-commune = { $n ->
    [0] Commune ({ $departement })
    [one] Commune, 1 quartier ({ $departement })
   *[other] Commune, { $n } quartiers ({ $departement })
}
described-departement = { $n ->
    [0] Département, aucun quartier
    [one] Département, 1 quartier
   *[other] Département, { $n } quartiers
}
described-former = { $description }. Ancienne commune : { $former }
distance-tied = dans le quartier
distance-none = à moins de 10 m
distance-metres = à { $value } m
distance-kilometres = à { $value } km
choose-typed = Vous avez tapé : { $value }
choose-several = Lequel cherchez-vous ?
choose-lead = Plusieurs lieux portent ce nom ou commencent ainsi. Choisissez le vôtre.
choose-within = Dans quel quartier habitez-vous ?
choose-within-lead = Nous avons reconnu la ville. Choisissez-la, ou choisissez l’un de ses quartiers.
choose-no-streets = Ce site ne cherche pas les rues.
choose-no-address = Nous n’avons pas trouvé cette adresse. Vérifiez le numéro et le nom de la rue.
choose-streets-failed = La recherche d’adresses ne répond pas pour le moment. Choisissez votre ville ou votre quartier. Ou utilisez la position de votre téléphone.
choose-address = Laquelle est votre adresse ?
choose-address-lead = Choisissez la vôtre : nous dirons si elle est dans un quartier prioritaire.
choose-words = Ce n’est pas un lieu ? Chercher « { $value } » dans les initiatives
choose-places = Ou choisissez un lieu
choose-near = Vouliez-vous dire…
choose-near-lead = Nous ne connaissons pas ce nom tel qu’il est écrit. Voici ceux qui lui ressemblent le plus.
choose-contradiction-departement = Nous ne connaissons pas « { $name } » { $place }
choose-contradiction-river = Nous ne connaissons pas « { $name } sur { $place } »
choose-contradiction-postcode = « { $name } » n’a pas le code postal { $place }
choose-contradiction-commune = Nous ne connaissons pas « { $name } » dans cette ville : { $place }
choose-contradiction-lead = Nous ne choisissons pas à votre place. Voici ce que nous connaissons.
choose-outside = { $value } : c’est hors de la région
choose-outside-too = « { $value } » est aussi le nom d’un lieu hors de la région.
choose-outside-in = { $value }.
choose-elsewhere = Ce code postal est hors de la région
choose-elsewhere-lead = L’annuaire couvre les six départements du Centre-Val de Loire : Cher, Eure-et-Loir, Indre, Indre-et-Loire, Loir-et-Cher et Loiret. Ailleurs, demandez à la mairie de votre commune ou à une maison France services.
choose-nothing = Nous n’avons pas trouvé ce lieu
choose-nothing-lead = Tapez le nom d’un quartier, d’hier ou d’aujourd’hui. Vous pouvez aussi taper une commune, un code postal ou un département du Centre-Val de Loire. Ou choisissez votre quartier dans la liste.
choose-all = Tous les quartiers

## Location of a point

location-inside = Vous êtes dans le quartier { $name }
location-inside-lead = C’est un quartier prioritaire { $towns }.
location-edge = Vous êtes au bord du quartier { $name }
location-edge-lead = Vous êtes à moins de 50 m de sa limite. À cette distance, nous ne pouvons pas dire si votre adresse est dedans. Demandez à la mairie { $towns }.
location-outside = Votre adresse n’est pas dans un quartier prioritaire
location-outside-lead = Beaucoup d’actions sont ouvertes à tout le monde. Voici les quartiers les plus proches, et qui appeler.
location-elsewhere = Ce point n’est pas dans la région
location-elsewhere-lead = L’annuaire ne connaît que le Centre-Val de Loire. Ailleurs, demandez à la mairie de votre commune ou à une maison France services.
location-nearest = Les quartiers les plus proches
location-others = Les autres quartiers proches
location-away = { $away }, { $towns }
location-offers = Ce qu’il y a pour vous
location-way-neighbourhood = Voir la page du quartier { $value }
location-way-initiatives = { $n ->
    [0] Aucune initiative connue pour ce quartier
    [one] Voir l’initiative pour ce quartier
   *[other] Voir les { $n } initiatives pour ce quartier
}
location-way-help = Voir qui peut vous aider tout près
location-way-around = { $n ->
    [0] Chercher les initiatives autour de ce point
    [one] Voir 1 initiative pour vous (à 5 km au plus)
   *[other] Voir { $n } initiatives pour vous (à 5 km au plus)
}
location-way-all = Voir toutes les initiatives
location-way-actors = Voir tous les lieux d’aide
location-called = Qui appeler près d’ici
location-called-note = Les distances sont à vol d’oiseau. Appelez avant de vous déplacer.
location-limits = Ce que vaut cette réponse
location-limits-text = La réponse suit la liste de 2024, en vigueur depuis le 1er janvier 2024 (décret n° 2023-1314). Elle suit les limites publiées par l’Agence nationale de la cohésion des territoires. C’est une information, pas une preuve. Pour un droit ou une aide, seule l’administration peut confirmer une adresse.
location-privacy = Votre position a été arrondie à quatre décimales. Elle n’est ni notée ni gardée par ce site.
location-again = Chercher un autre lieu

## Commune

town-description = Les quartiers prioritaires { $place }, ou les plus proches, et qui appeler.
town-lead = { $n ->
    [0] Il n’y a pas de quartier prioritaire { $place }. Beaucoup d’actions sont ouvertes à tout le monde.
    [one] Il y a 1 quartier prioritaire { $place }.
   *[other] Il y a { $n } quartiers prioritaires { $place }.
}
town-former = Anciennes communes réunies ici : { $value }.
town-nearest = Les quartiers les plus proches du centre
town-neighbourhoods = { $n ->
    [0] Aucun quartier
    [one] Son quartier
   *[other] Ses quartiers
}
town-needs = Qu’est-ce qui est difficile pour vous ?
town-called = Qui appeler près du centre
length-metres = { $value } m
length-kilometres = { $value } km
