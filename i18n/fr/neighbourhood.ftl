## List of neighbourhoods

neighbourhoods-title = Les quartiers
neighbourhoods-description = Les quartiers prioritaires du Centre-Val de Loire, par département. Voyez ce qui existe dans chacun pour aller vers l’emploi, et qui appeler.
neighbourhoods-list = { $n } quartiers prioritaires : c’est la liste officielle en vigueur depuis le 1er janvier 2024. { $old } y sont depuis 2015, { $new } sont nouveaux.
neighbourhoods-jump = Aller à un département
neighbourhoods-count = { $n ->
    [0] Aucun quartier
    [one] 1 quartier
   *[other] { $n } quartiers
}
neighbourhoods-initiatives = { $n ->
    [0] Aucune initiative possible
    [one] 1 initiative possible
   *[other] { $n } initiatives possibles
}
neighbourhoods-naming = { $n ->
    [0] dont aucune ne le nomme
    [one] dont 1 le nomme
   *[other] dont { $n } le nomment
}
neighbourhoods-organisations = { $n ->
    [0] aucun lieu d’aide connu
    [one] 1 lieu d’aide
   *[other] { $n } lieux d’aide
}
neighbourhoods-note = Une initiative est possible si elle nomme le quartier, a lieu dans la ville ou est ouverte plus largement. Celles qui sont terminées ne comptent pas. « Aucune » ne veut pas dire que rien n’existe. Cela veut dire que nos sources n’en parlent pas.
neighbourhoods-figures = La région en chiffres
neighbourhoods-figures-lead = Chiffres publics, avec leur année et leur source. Ceux d’avant 2024 parlent de la liste de 2015.
neighbourhoods-figures-open = Voir les chiffres
figure-place = Où
figure-what = Quoi
figure-value = Combien
figure-year = Année
figure-source = Source
figure-year-unknown = année non dite
figure-limits = limites de { $year }

## Neighbourhood page

neighbourhood-description = Ce qui existe dans le quartier { $name }, { $place }, pour aller vers l’emploi, et qui appeler.
neighbourhood-eyebrow = Quartier { $towns }, { $departement }
neighbourhood-open = { $n ->
    [0] Nous ne connaissons aucune initiative ouverte à ce quartier.
    [one] 1 initiative est ouverte à ce quartier.
   *[other] { $n } initiatives sont ouvertes à ce quartier.
}
neighbourhood-lead = { $n ->
    [0] Nous ne connaissons aucune initiative qui nomme ce quartier.
    [one] 1 initiative nomme ce quartier.
   *[other] { $n } initiatives nomment ce quartier.
}
neighbourhood-lead-none = Voyez plus bas ce qui existe { $value }.
neighbourhood-lead-all-old = { $n ->
    [0] Aucune n’est ancienne.
    [one] Elle est ancienne ou sans date. Appelez avant de vous déplacer.
   *[other] Elles sont anciennes ou sans date. Appelez avant de vous déplacer.
}
neighbourhood-lead-old = { $n ->
    [0] Aucune n’est ancienne.
    [one] L’une est ancienne ou sans date. Appelez avant de vous déplacer.
   *[other] Plusieurs sont anciennes ou sans date. Appelez avant de vous déplacer.
}
neighbourhood-another = Chercher un autre quartier
neighbourhood-call = Qui appeler
neighbourhood-see = Voir les initiatives
neighbourhood-new = Nouveau depuis le 1er janvier 2024
neighbourhood-changed = Depuis 2015, limites changées en 2024
neighbourhood-outline-unchanged = Depuis 2015, mêmes limites en 2024
neighbourhood-before = Avant 2024 : { $value }
here-title = Ce qu’il y a ici
here-nothing = Nous ne connaissons rien ici.
here-need = { $n ->
    [0] Qui appeler, vos droits
    [one] Qui appeler, vos droits, et 1 initiative ouverte à vous
   *[other] Qui appeler, vos droits, et { $n } initiatives ouvertes à vous
}
here-unsorted = Difficulté non précisée
here-none = Rien de connu ici pour l’instant
here-none-known = Ce n’est pas qu’il n’existe rien : nos sources n’en parlent pas.
elsewhere-in-town = Ailleurs { $value }
elsewhere-in-town-lead = Ces actions ont lieu dans la même ville. Certaines sont ouvertes à toute la ville. Demandez si vous pouvez y aller.
elsewhere-in-town-none = Nous ne connaissons rien d’autre dans la ville.
elsewhere-in-departement = Plus loin, { $value }
elsewhere-in-departement-none = Nous ne connaissons rien d’autre dans le département.
elsewhere-all = { $n ->
    [0] Aucune initiative connue
    [one] Voir l’initiative
   *[other] Voir les { $n } initiatives
}
elsewhere-all-departement = { $n ->
    [0] Aucune initiative connue dans le département
    [one] Voir l’initiative du département
   *[other] Voir les { $n } initiatives du département
}
help-title = Qui peut vous aider tout près
help-order = Ceux dont nous connaissons le numéro viennent d’abord. Tout peut avoir changé. Appelez avant de venir.
help-inside = Dans le quartier
help-near = À moins de 300 mètres du quartier
help-named = Cité comme étant du quartier, par son nom, son adresse ou sa source
help-none = Nos sources ne placent personne dans ce quartier. Il y a peut-être quelqu’un que nous ne connaissons pas. Voyez qui est dans la ville.
help-in-town = Et aussi { $value }
help-in-town-none = Nos sources ne placent personne d’autre dans la ville.
help-further = Plus loin, { $value }
help-number-above = Même numéro que plus haut
help-further-all = Tous les lieux d’aide du département
help-all = Tous les lieux d’aide : { $value }
list-more = { $n ->
    [0] Aucune autre
    [one] Voir 1 autre
   *[other] Voir les { $n } autres
}
help-map-number = Sur le plan :
figures-title = { $value } en chiffres
figures-people = Habitants
figures-people-unknown = inconnu
figures-people-unknown-why = Aucune source publique que nous avons lue ne le dit.
population-in = En { $year }. { $source }
population = { $source }
figures-list = Quartier prioritaire
figures-since = depuis { $value }
figures-initiatives = Initiatives connues
count-confirmed = { $n ->
    [0] aucune confirmée
    [one] 1 confirmée
   *[other] { $n } confirmées
}
count-to-confirm = { $n } à confirmer
count-dated = { $n ->
    [0] aucune ancienne
    [one] 1 ancienne ou sans date
   *[other] { $n } anciennes ou sans date
}
names-title = Noms et limites
names-before = Avant 2024
names-official = Nom officiel
names-of-use = On dit aussi
names-towns = Communes
names-epci = Intercommunalité
names-departement = Département
names-code = Code
names-link = Lien court
here-further-for = (besoin : { $value })
