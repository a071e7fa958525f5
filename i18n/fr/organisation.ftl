## Organisation search

organisations-title = Qui peut vous aider
organisations-title-chosen = Qui peut vous aider : { $value }
organisations-description = { $value }. { $n ->
    [0] Aucun lieu d’aide trouvé
    [one] Un lieu d’aide
   *[other] { $n } lieux d’aide
} du Centre-Val de Loire : adresse, téléphone, horaires quand ils sont connus.
organisations-lead = Missions locales, centres sociaux, France services, associations…
organisations-check = Tout peut avoir changé. Appelez avant de venir.
organisations-label = Chercher un nom, une ville, un code postal
organisations-kind = Type de lieu
organisations-any-kind = Tous les types
organisations-departement = Département
organisations-any-departement = Toute la région
organisations-any-barrier = Tous les besoins
organisations-opening = Quand
organisations-any-opening = À toute heure
organisations-open-now = Ouvert maintenant
organisations-open-saturday = Ouvert le samedi
organisations-only = Seulement { $value }
organisations-only-neighbourhood = Seulement le quartier { $value }
organisations-in = Voir tous les lieux d’aide { $value }
organisations-in-neighbourhood = Voir tous les lieux d’aide du quartier { $value } ou tout près
organisations-count = { $n ->
    [0] Aucun lieu d’aide
    [one] 1 lieu d’aide
   *[other] { $n } lieux d’aide
}
organisations-nothing = Nous n’avons trouvé aucun lieu d’aide
organisations-without = { $n ->
    [0] Sans « { $value } » : aucun lieu d’aide
    [one] Sans « { $value } » : 1 lieu d’aide
   *[other] Sans « { $value } » : { $n } lieux d’aide
}
organisations-alone = { $n ->
    [0] « { $value } » seulement : aucun lieu d’aide
    [one] « { $value } » seulement : 1 lieu d’aide
   *[other] « { $value } » seulement : { $n } lieux d’aide
}
organisations-empty = L’annuaire ne connaît pas tout le monde. Votre mairie peut aussi vous orienter.
organisations-empty-needs = Voir qui appeler pour chaque besoin
organisations-all = Voir tous les lieux d’aide

## Organisation page

organisation-description = { $name }, { $place }. { $does }
organisation-contact = Pour y aller, ou leur écrire
organisation-street-unknown = Rue et numéro inconnus. Demandez avant de vous déplacer.
organisation-phone-unknown = Téléphone inconnu
organisation-hours-unknown = Heures inconnues. Demandez avant de vous déplacer.
organisation-email-unknown = Courriel inconnu
organisation-website-unknown = Site inconnu
organisation-hours = Horaires
organisation-today = (aujourd’hui)
organisation-closed = Fermé
organisation-visit = Pour quoi y aller
organisation-alike-here = D’autres lieux de ce type { $value }
organisation-facts = En bref
organisation-kind = Ce que c’est
organisation-others-alike = Voir tous les lieux de ce type
organisation-neighbourhoods = Quartiers proches
organisation-neighbourhoods-none = Aucun lien connu avec un quartier prioritaire
organisation-commune = Commune
organisation-departement = Département
tie-inside = dans le quartier, d’après ses limites de 2024
tie-near = à moins de 300 mètres du quartier
tie-named = cité comme étant du quartier, par son nom, son adresse ou sa source
organisation-initiatives = Ses initiatives
organisation-initiatives-none = Nous ne connaissons aucune initiative de ce lieu, ou avec lui. Demandez-lui ce qu’il propose aujourd’hui.
organisation-ended = Ce qui est terminé
organisation-ended-note = Ces actions n’existent plus. Elles restent ici pour mémoire.
organisation-source = D’où vient cette fiche
organisation-source-name = Source : { $value }.
organisation-licence = Licence : { $value }.
organisation-licence-unclear = La licence de cette source n’est pas claire. Nous n’en reprenons ni téléphone, ni courriel, ni heures.
organisation-siret = Numéro d’identification (SIRET) : { $value }
organisation-all-sources = Toutes nos sources et leurs licences
organisation-alike = { $kind } : voir tous ceux { $place }
organisation-others = Chercher ailleurs

## Reception of people: moving ones, several sites, appointments

reception-seat = Siège : { $value }
reception-bus = C’est un bus. Il va de lieu en lieu : appelez pour savoir où et quand.
reception-itinerant = L’équipe va de lieu en lieu : appelez pour savoir où et quand.
reception-several = Il y a plusieurs lieux d’accueil. Appelez pour savoir où aller.
reception-appointments = On peut prendre rendez-vous.
reception-appointment-hours = Sur rendez-vous seulement : { $value }.
reception-communes = Aussi dans ces communes : { $value }.
organisation-seat-only = C’est l’adresse du siège : appelez avant d’y aller.
