## Command line: messages to operators

cli-error = Erreur : { $what }

serve-ready = Quartiers vers l’emploi : { $url }
serve-admin = État complet, pour l’exploitant : { $url }
serve-replica = Copie en lecture seule. Les formulaires mènent à { $url }
serve-no-primary = « serve --replica » demande l’adresse du serveur principal. Voir --primary-url.
serve-port-taken = l’adresse { $address } est déjà prise par un autre programme. Choisissez-en une autre avec --listen.
serve-port-forbidden = le système refuse l’adresse { $address }. Choisissez un port à partir de 1024 avec --listen.
serve-address-unknown = cette machine n’a pas l’adresse { $address }. Vérifiez --listen.
serve-not-bound = impossible d’écouter sur { $address } : { $error }
serve-no-socket = l’entrée standard n’est pas une socket d’écoute TCP
serve-bad-seeds = les données embarquées sont fautives ({ $n }).

store-file = impossible d’utiliser { $path } : { $detail }. Vérifiez --data et les droits sur ce dossier.
store-in-use = un autre serveur utilise déjà { $path }. Arrêtez-le, ou choisissez un autre dossier avec --data.
store-not-ours = { $path } est la base d’un autre programme : elle n’a pas été touchée. Choisissez un autre dossier avec --data.
store-damaged = { $path } est abîmée : { $detail }. Remettez une sauvegarde en place.
store-old-sqlite = SQLite { $path } peut abîmer la base. Il faut au moins la version 3.51.3.
store-disk-full = il ne reste que { $n } Mo sur le disque de { $path } : rien n’a été écrit. Faites de la place, ou baissez --least-free.
store-read-only = le disque de { $path } est en lecture seule : rien n’a été écrit. Rendez-le accessible en écriture.
store-not-writable = la base de données ne peut pas être ouverte ou écrite, car le disque est plein, en lecture seule ou en panne ({ $detail }). Faites de la place ou rendez-le accessible en écriture.
store-not-readable = le disque de { $path } est plein ou en lecture seule, et cette base doit d’abord être remise en ordre en écrivant. Faites de la place ou rendez-le accessible en écriture, puis recommencez.
store-database = la base de données ne répond pas comme il faut : { $detail }
store-newer-schema = { $path } a été écrite par une version plus récente du programme. Rien n’a été changé. Lancez la version récente. Pour revenir à celle-ci, remettez en place la sauvegarde faite avant la mise à jour.
store-older-schema = { $path } vient d’une version plus ancienne du programme. Mettez d’abord à jour le serveur principal.
store-lost-key-missing = la clé { $path } n’est plus là. La base de données à côté en a besoin. Retrouvez ce fichier, par exemple dans une sauvegarde, et remettez-le en place.
store-lost-key-unusable = le fichier { $path } ne contient pas de clé. La base de données à côté en a besoin. Retrouvez le bon fichier, par exemple dans une sauvegarde, et remettez-le en place.
store-lost-key-other = la clé { $path } n’est pas celle de la base de données à côté. Retrouvez la bonne clé, par exemple dans une sauvegarde, et remettez-la en place.
store-lost-key-cost = Sans elle, les courriels en attente et les applications d’authentification sont perdus.
store-lost-database = la clé { $path } est là, mais sa base de données manque ou est vide. Remettez une sauvegarde en place.
store-lost-database-cost = Sans sauvegarde, tout ce qui a été proposé et publié sur le site est perdu.
store-lost-anyway = Pour démarrer malgré cette perte : « serve --accept-loss ».

loss-new-key = Perte acceptée : une nouvelle clé a été créée. Gardez-la à part des sauvegardes.
loss-other-key = Perte acceptée : la base de données suit maintenant la clé présente.
loss-new-database = Perte acceptée : une base de données neuve a été créée.
loss-mails = { $n ->
    [0] Aucun courriel n’attendait.
    [one] 1 courriel en attente est abandonné. Voir « mail list ».
   *[other] { $n } courriels en attente sont abandonnés. Voir « mail list ».
}
loss-authenticators = { $n ->
    [0] Aucune application d’authentification n’est retirée.
    [one] 1 application d’authentification est retirée.
   *[other] { $n } applications d’authentification sont retirées.
}
loss-members = { $n ->
    [0] Tous les membres peuvent encore se connecter.
    [one] 1 membre ne peut plus se connecter. Invitez cette personne avec « account invite --reset ».
   *[other] { $n } membres ne peuvent plus se connecter. Invitez ces personnes avec « account invite --reset ».
}

doctor-fine = ok
doctor-look = à voir
doctor-broken = cassé
doctor-settings = Réglages
doctor-unset = (non renseigné)
doctor-no-operator = L’éditeur n’est pas renseigné : les mentions légales le disent. Voir --operator-name.
doctor-no-contact = Aucun contact n’est renseigné. La déclaration d’accessibilité doit en donner un. Voir --operator-contact.
doctor-no-security-contact = Aucun contact de sécurité n’est renseigné : /.well-known/security.txt répond 404. Voir --security-contact.
doctor-no-public-url = L’adresse publique n’est pas renseignée : les liens donnent l’adresse d’écoute. Voir --public-url.
doctor-hsts = --hsts va avec une adresse publique en https, et seulement avec elle.
doctor-no-client-address = Derrière un serveur frontal, tous les visiteurs partagent la même limite. Voir --client-address-header.
doctor-database = Base de données
doctor-no-database = { $path } n’existe pas encore : la base sera créée au premier démarrage.
doctor-unreadable = { $path } ne se lit pas : { $error }
doctor-lost = Perte : { $error }
doctor-key = Clé du serveur : celle de cette base
doctor-older-schema = { $path } date d’une version précédente. Elle sera mise à jour au prochain démarrage.
doctor-open = D’autres utilisateurs de cette machine ont accès à { $path }. Retirez-leur cet accès.
doctor-sqlite = SQLite { $version }
doctor-integrity = Structure du fichier : { $found }
doctor-dangling = { $n ->
    [0] Aucun lien rompu
    [one] { $n } lien rompu
   *[other] { $n } liens rompus
}
doctor-counts = Catalogue n° { $version } : { $initiatives } initiatives, { $organisations } acteurs, { $neighbourhoods } quartiers
doctor-system = Système
doctor-space = Place libre : { $n } Mo (il en faut { $least })
doctor-files = Fichiers ouverts en même temps : { $n } au plus (il en faut { $least }, voir LimitNOFILE)
doctor-unknown = Une mesure n’est pas possible sur ce système.

noun-departements = Départements
noun-communes = Communes
noun-intercommunalities = Intercommunalités
noun-former-communes = Anciennes communes
noun-neighbourhoods = Quartiers
noun-figures = Chiffres
noun-barriers = Freins
noun-audiences = Publics
noun-kinds = Types d’acteurs
noun-kind-barriers = Freins des types d’acteurs
noun-national-numbers = Numéros nationaux
noun-synonyms = Synonymes
noun-collections = Recueils
noun-organisations = Acteurs
noun-initiatives = Initiatives
noun-schemes = Aides et droits
noun-left-out = Fiches écartées
noun-sources = Sources

seed-import-added = Ajout
seed-import-changed = Modification
seed-import-unchanged = Identique
seed-import-preserved = Gardé du site
seed-import-withdrawn = Retrait
seed-import-done = Les données sont en place. Un serveur en marche les montre aussitôt.
seed-import-dry-run = Essai seulement : rien n’a été écrit.
seed-import-nothing = Rien ne change : la base de données dit déjà la même chose.
seed-import-conflict-initiative = l’initiative « { $wanted } » du dossier prend l’adresse « { $slug } », qui est celle de l’initiative « { $kept } » ({ $name }), modifiée sur le site.
seed-import-conflict-organisation = l’acteur « { $wanted } » du dossier prend l’adresse « { $slug } », qui est celle de l’acteur « { $kept } » ({ $name }), modifié sur le site.
seed-import-refused = { $n ->
    [0] Aucune erreur.
    [one] 1 erreur. Rien n’a été écrit.
   *[other] { $n } erreurs. Rien n’a été écrit.
}

check-no-database = { $path } n’existe pas encore : il n’y a rien à vérifier. La base sera créée par « import » ou au premier démarrage.
check-nouns = Dans l’annuaire
check-states = Initiatives, par état
check-initiatives = Initiatives, ce qui est su et ce qui manque
check-tied = Rattachées à un quartier
check-undated = Sans date
check-no-carrier = Sans porteur
check-no-phone = Sans téléphone
check-no-place = Sans département
check-no-barrier = Sans frein
check-no-audience = Sans public
check-barriers = Initiatives, par frein
check-column-all = Total
check-column-open = Confirmées ou à confirmer
check-organisations = Acteurs, par type
check-column-no-address = Sans adresse
check-column-no-phone = Sans téléphone
check-column-no-hours = Sans horaires
check-column-no-position = Sans position
check-total = Tous les types
check-no-initiative = { $n ->
    [0] Tous les quartiers ont au moins une initiative.
    [one] 1 quartier sans initiative
   *[other] { $n } quartiers sans initiative
}
check-no-organisation = { $n ->
    [0] Tous les quartiers ont au moins un acteur.
    [one] 1 quartier sans acteur
   *[other] { $n } quartiers sans acteur
}
