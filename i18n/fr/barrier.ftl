## Barriers: the list, and one barrier

barrier-count = { $n ->
    [0] Aucune initiative connue
    [one] 1 initiative
   *[other] { $n } initiatives
}
barrier-count-word = { $n ->
    [0] initiative
    [one] initiative
   *[other] initiatives
}
barriers-title = Qu’est-ce qui est difficile pour vous ?
barriers-lead = Choisissez ce qui vous concerne. Vous verrez ce qui existe, où, et qui peut vous aider.
barriers-description = Garde d’enfants, français, déplacements, logement… Choisissez ce qui est difficile. Voyez ce qui existe dans les quartiers du Centre-Val de Loire.
barriers-others = Et aussi
barriers-note = Une action qui répond à plusieurs difficultés est comptée pour chacune. Les actions terminées ne sont pas comptées.
barrier-description = { $value } Ce qui existe dans les quartiers prioritaires du Centre-Val de Loire, et qui peut vous aider.
barrier-see-results = Choisir un lieu, un public
barrier-states-all-old = Ces actions sont anciennes ou sans date. Appelez avant de vous déplacer.
barrier-nothing = Nous ne connaissons rien pour l’instant. Ce n’est pas qu’il n’existe rien : nos sources n’en parlent pas.
barrier-ask = Une mission locale, un centre social ou un espace France services peut vous orienter.
barrier-ask-link = Chercher un lieu d’aide près de chez vous
barrier-where = Où
barrier-where-note = Une action peut servir plusieurs départements.
barrier-nowhere = { $n ->
    [0] Nous connaissons le lieu de toutes les actions.
    [one] 1 action dont nous ne connaissons pas le lieu.
   *[other] { $n } actions dont nous ne connaissons pas le lieu.
}
barrier-at-place = Qui appeler, près de chez vous
barrier-at-place-lead = Dites où vous habitez. Vous verrez ce qui existe, qui appeler, et vos droits.
barrier-what = Ce qui existe
barrier-see-all = { $n ->
    [0] Aucune initiative connue
    [one] Voir l’initiative
   *[other] Voir les { $n } initiatives
}
barrier-ended = { $n ->
    [0] Aucune action terminée
    [one] Voir aussi 1 action terminée
   *[other] Voir aussi { $n } actions terminées
}
barrier-words = Les mots pour le dire
barrier-words-lead = Vous pouvez chercher avec ces mots :
barrier-other-barriers = Autre chose est difficile ?
