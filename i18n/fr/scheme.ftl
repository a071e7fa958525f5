## List of schemes

schemes-title = Aides et droits
schemes-title-chosen = Aides et droits : { $value }
schemes-description = Les aides, par besoin : pour qui, qui les donne, comment les demander.
schemes-lead = Ce que la loi et les services publics prévoient pour vous. Qui donne l’aide, et comment la demander.
schemes-associations = Le guide pour les associations, à imprimer
schemes-filter-label = Choisir des aides
schemes-givers = Qui la donne
schemes-apply = Voir les aides
schemes-count = { $n ->
    [0] Aucune aide
    [one] 1 aide
   *[other] { $n } aides
}
schemes-facet-count = { $n ->
    [0] aucune aide
    [one] aide
   *[other] aides
}
schemes-facet-count-without = { $n ->
    [0] aucune aide sans ce choix
    [one] aide sans ce choix
   *[other] aides sans ce choix
}
schemes-may-change = Les règles changent souvent. La page officielle fait foi.
schemes-empty = Aucune aide ne répond à tous ces choix.
schemes-all = Voir toutes les aides
schemes-ended-title = Ces aides sont finies
schemes-ended-lead = On en parle encore. Elles n’existent plus.

## Scheme in a list

scheme-by = À demander à : { $value }
scheme-unsure = À vérifier : cette aide existe peut-être encore.
scheme-ended = Cette aide est finie.

## Page of a scheme

scheme-ask = Demander
scheme-official = En savoir plus
scheme-official-page = Page officielle
scheme-note-in-force = Vu { $date }. Les règles peuvent changer : la page officielle fait foi.
scheme-note-unsure = À vérifier : vu pour la dernière fois { $date }. Cette aide existe peut-être encore. Demandez avant d’y compter.
scheme-note-ended = Cette aide est finie. On ne peut plus la demander.
scheme-if = Pour vous si
scheme-now = Ce qu’il en reste
scheme-amount = Combien
scheme-source = Lu sur
scheme-source-project = les règles publiées du projet « { $value } »
scheme-where = Où demander, près de chez vous
scheme-place-label = Votre quartier, ville ou code postal
scheme-place-go = Voir
scheme-place-unknown = Nous ne connaissons pas ce lieu dans la région. Vérifiez le nom, ou écrivez la ville.
scheme-place-choice = Plusieurs lieux portent ce nom. Lequel ?
scheme-near = Près de : { $value }
scheme-near-none = Nous ne connaissons personne près de ce lieu.
scheme-kinds = Toutes les adresses, par type de lieu :
scheme-initiatives = Initiatives qui en parlent
scheme-initiatives-all = Chercher d’autres initiatives : { $value }
scheme-alike = D’autres aides
scheme-alike-all = Toutes les aides : { $value }

## Guide for associations

associations-title = Guide des aides, pour les associations
associations-crumb = Guide pour les associations
associations-lead = Les aides que chacun peut demander pour trouver un travail. Par difficulté : pour qui, quand y penser, à qui s’adresser.
associations-print = Imprimer ce guide
associations-how = Comment s’en servir
associations-how-ask = Demandez d’abord ce qui est difficile : la garde, le transport, le français.
associations-how-call = Appelez avec la personne. Un appel à deux va plus loin qu’une adresse.
associations-how-check = Vérifiez sur la page officielle : les règles changent.
associations-kinds = Qui appeler en premier
associations-only = Seulement pour : { $value }.
associations-schemes = Les aides
associations-also = Ces aides servent aussi. Elles sont décrites ailleurs sur cette page.
associations-whom = Pour qui :
associations-when = Y penser quand :
associations-ask = Comment :
associations-numbers = Les numéros nationaux
associations-seen = Vu { $date }.

## National numbers

number-free = Appel gratuit.
number-call = Prix d’un appel.
number-paid = Service payant.

## Parts of other pages

barrier-schemes = Vos droits
barrier-schemes-lead = Des aides que vous pouvez demander. Les règles peuvent changer.
barrier-schemes-all = { $n ->
    [0] Voir toutes les aides
    [one] Voir cette aide
   *[other] Voir les { $n } aides
}
initiative-schemes = Aides et droits dont parle cette fiche
