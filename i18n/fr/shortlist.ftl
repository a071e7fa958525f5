## Shortlist

nav-shortlist = Ma liste
nav-shortlist-count = { $n ->
    [0] adresse
    [one] adresse
   *[other] adresses
}
shortlist-title = Ma liste
shortlist-title-count = { $n ->
    [0] Ma liste
    [one] Ma liste, 1 adresse
   *[other] Ma liste, { $n } adresses
}
shortlist-description = Choisissez des adresses dans l’annuaire. Imprimez-les, ou envoyez-les au téléphone de la personne.
shortlist-count = { $n ->
    [0] La liste est vide.
    [one] 1 adresse
   *[other] { $n } adresses, dans l’ordre où vous les donnerez
}
shortlist-how = Cherchez une action, un lieu ou une aide. À côté de chaque nom, choisissez « Ajouter ».
shortlist-how-order = Puis mettez-les dans l’ordre. Imprimez la feuille, ou envoyez-la au téléphone.
shortlist-find-initiative = Chercher une initiative
shortlist-find-organisation = Chercher un lieu qui aide
shortlist-find-scheme = Chercher une aide
shortlist-picks = Les adresses
shortlist-kind-initiative = Initiative
shortlist-kind-organisation = Lieu d’aide
shortlist-kind-scheme = Aide
shortlist-add = Ajouter
shortlist-add-what = à ma liste : { $value }
shortlist-add-this = Ajouter à ma liste
shortlist-in-list = Dans ma liste
shortlist-list-full = La liste est pleine.
shortlist-more = Ajouter une adresse
shortlist-clear = Tout retirer
shortlist-up = Monter
shortlist-down = Descendre
shortlist-remove = Retirer
shortlist-first = Premier
shortlist-last = Dernier
shortlist-drag = Faire glisser
shortlist-number = Numéro { $value }
shortlist-added = « { $value } » est dans la liste.
shortlist-removed = « { $value } » n’est plus dans la liste.
shortlist-moved = L’ordre a changé.
shortlist-cleared = Toutes les adresses sont retirées.
shortlist-replaced = La liste a changé.
shortlist-undo = Annuler
shortlist-full = Une liste a 20 adresses au plus. « { $value } » n’est pas dedans. Retirez d’abord une adresse.
shortlist-beyond = Une liste a 20 adresses au plus. { $n ->
    [0] Rien n’est laissé de côté.
    [one] 1 adresse est laissée de côté.
   *[other] { $n } adresses sont laissées de côté.
}
shortlist-unreadable = Une partie de l’adresse de cette page n’est pas lisible. Vérifiez la liste.
shortlist-gone-initiative = Cette initiative n’est plus dans l’annuaire.
shortlist-gone-organisation = Ce lieu d’aide n’est plus dans l’annuaire.
shortlist-gone-scheme = Cette aide n’est plus dans l’annuaire.
shortlist-unknown = Ce numéro n’existe pas dans l’annuaire.
shortlist-changed = Sa page a changé { $value }. Relisez-la avant de la donner.
shortlist-elsewhere = Voir ce qui existe { $value }
shortlist-heading = Titre de la feuille (facultatif)
shortlist-heading-help = Il reste dans ce navigateur. N’écrivez pas de nom.
shortlist-today = La liste s’efface seule ce soir dans ce navigateur.
shortlist-keep = La garder plus longtemps
shortlist-kept = La liste reste dans ce navigateur, sans limite de temps.
shortlist-forget = L’effacer ce soir
shortlist-other = Cette liste n’est pas la vôtre.
shortlist-own = Revoir ma liste
shortlist-take = Garder celle-ci

## Hand over

shortlist-give = Donner cette liste
shortlist-print = Imprimer la feuille
shortlist-print-large = La feuille en grandes lettres
shortlist-phone = Dans le téléphone
shortlist-sms = SMS
shortlist-mail = Courriel
shortlist-copy = Copier
shortlist-copied = Le texte est copié.
shortlist-share = Partager
shortlist-sms-parts = { $n ->
    [0] Le SMS part de votre téléphone.
    [one] Le SMS part de votre téléphone. Il compte 1 partie.
   *[other] Le SMS part de votre téléphone. Il compte { $n } parties.
}
shortlist-text = Le texte du SMS, à copier
shortlist-scan = Ou photographier ce code
shortlist-qr = Code de la liste : { $value }
shortlist-nothing-stored = L’adresse contient la liste. Rien n’est gardé chez nous.
shortlist-mail-subject = Vos adresses
shortlist-others = { $n ->
    [0] rien d’autre :
    [one] et 1 autre :
   *[other] et { $n } autres :
}

## Sheet to print

sheet-title = { $n ->
    [0] Aucune adresse
    [one] Une adresse pour vous
   *[other] { $n } adresses pour vous
}
sheet-title-of = Feuille à imprimer : { $value }
sheet-description = Une feuille à donner : où, quand, qui appeler, quoi dire.
sheet-link = La feuille à imprimer
sheet-bar = La feuille
sheet-back = Revenir à ma liste
sheet-back-to = Revenir à la page
sheet-normal = Lettres normales
sheet-large = Grandes lettres
sheet-empty = La liste est vide. Il n’y a rien à imprimer.
sheet-where = Où
sheet-when = Quand
sheet-call = Appeler
sheet-say = Dire
sheet-bring = Apporter
sheet-way = Y aller
sheet-appointment = Rendez-vous
sheet-to-ask = à demander :
sheet-stop = { $value }. Arrêt :
sheet-stop-unknown = Arrêt :
sheet-way-from = { $distance } du quartier { $name }
sheet-on = le
sheet-at = à
sheet-hour = h
sheet-say-initiative = « Je vous appelle pour : { $value } »
sheet-say-organisation = « Je voudrais un rendez-vous. »
sheet-say-scheme = « Je demande cette aide : { $value } »
sheet-number-of = Numéro de : { $value }.
sheet-number-of-guide = Numéro de : { $value }. Il vous guide.
sheet-ask-for = Demandez : { $value }.
sheet-internet = Ou : { $value }
sheet-internet-only = Sur internet : { $value }
sheet-gone = Cette adresse n’est plus dans l’annuaire.
sheet-ended = C’est fini. N’y allez pas.
sheet-call-first = Appelez avant.
sheet-qr = Code à photographier : { $value }
sheet-all = { $n ->
    [0] Dans votre téléphone
    [one] Cette adresse dans votre téléphone
   *[other] Les { $n } adresses dans votre téléphone
}
sheet-scan = Photographiez le code, ou tapez :
sheet-dates = Imprimée { $printed }. Valable jusqu’au { $until }.
sheet-free = Rien n’est gardé sur vous.
