## Needs desk: a barrier at a place

need-title = { $barrier }, { $place }
need-description = { $barrier } { $place } : ce qui existe, qui appeler, vos droits.
need-lead-call = Nous ne connaissons aucune initiative pour cela. Voici qui appeler.
need-lead-none = Nous ne connaissons aucune initiative pour cela.
need-national = Nous ne connaissons aucun numéro ouvert à tous { $value }. Voici un numéro national.
need-national-for = Nous ne connaissons aucun numéro pour vous { $value }. Voici un numéro national.
need-rungs = Quatre réponses
need-count-open = { $n ->
    [0] action ouverte à vous
    [one] action ouverte à vous
   *[other] actions ouvertes à vous
}
need-count-call = { $n ->
    [0] lieu d’aide
    [one] lieu d’aide
   *[other] lieux d’aide
}
need-count-rights = { $n ->
    [0] aide
    [one] aide
   *[other] aides
}
need-for = Pour qui ?
need-for-anybody = Tout le monde
need-for-button = Voir
need-here-none = Nous ne connaissons rien { $value } même.
need-perhaps = Il y en a peut-être. Personne ne nous l’a dit.
need-propose = Vous en connaissez une ? Dites-le-nous.
need-open = Ouvertes à vous
need-open-none = Nous ne connaissons rien d’ouvert à vous, ni dans la ville ni autour.
need-call = Qui appeler
need-nobody-in-town = Nous ne connaissons aucun numéro { $towns } pour cela. Voici plus loin, { $departement }.
need-nobody = Nous ne connaissons aucun numéro { $towns }, ni { $departement }. Il reste le numéro national.
need-first = C’est leur métier
need-also = Ils aident aussi
need-some = Pour certaines personnes
need-job-seekers = Si vous êtes inscrit à France Travail
need-call-help = Pour vous aider à appeler
need-far = Plus loin, dans le département
need-reserved = Pour : { $value }.
need-rights-none = Nous ne connaissons aucune aide pour cela.
need-last = Personne ne répond ?
need-others = Autre chose est difficile ?
need-place = Tout ce qui existe : { $value }
