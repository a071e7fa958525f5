## Proposal form

propose-title = Proposer une initiative
propose-description = Une association, un centre social, une commune : faites connaître une action pour l’emploi dans un quartier, sans compte. Une personne relit avant de publier.
propose-lead = Faites connaître une action aux habitants des quartiers, sans compte. Cinq étapes courtes, dix minutes environ.
propose-how = Vous pouvez vous arrêter à tout moment. Votre brouillon a son propre lien, que vous pouvez vous envoyer. Rien n’est publié avant qu’une personne l’ait relu.
propose-have-link = Retrouver mes propositions
propose-expired = Cette page est restée ouverte longtemps, ou n’est plus la bonne. Rien de ce que vous avez écrit n’est perdu. Envoyez encore une fois.
propose-limit = Trop de brouillons sont écrits en ce moment : cette étape n’est pas enregistrée. Votre texte est toujours dans les champs. Laissez cette page ouverte, et envoyez-la de nouveau dans une heure. { $value }
propose-newer = Cette étape a changé entre-temps
propose-newer-text = Quelqu’un l’a modifiée depuis un autre appareil ou un autre onglet : vous, peut-être. Voici ce qui est enregistré. Ce que vous venez d’écrire est dans les champs plus bas. Ce n’est pas encore enregistré. Complétez les champs s’il le faut, puis continuez. Ils remplaceront ce qui est enregistré.
propose-newer-keep = Garder ce qui est enregistré, et laisser ce que je viens d’écrire
propose-noaccount = Proposer une initiative, sans compte
propose-steps = Étapes de la proposition
propose-step-title = { $value ->
    [quoi] Quelle est l’action ?
    [ou] Où se passe l’action ?
    [pour-qui] Pour qui, et pour quels besoins ?
    [rejoindre] Comment y participer ?
   *[vous] Qui s’occupe de l’action, et qui êtes-vous ?
}
propose-step-short = { $value ->
    [quoi] L’action
    [ou] Le lieu
    [pour-qui] Le public
    [rejoindre] Participer
   *[vous] Vous
}
propose-step-done = étape remplie
propose-review-short = Relire
propose-continue = Continuer
propose-to-review = Relire ma proposition
propose-back = Revenir
propose-back-to-review = Enregistrer et revenir à la relecture
propose-later = Enregistrer et finir plus tard
propose-nothing-published = Rien n’est publié avant qu’une personne l’ait relu.
propose-saved = Ce que vous écrivez est enregistré quand vous appuyez sur un bouton du formulaire.
propose-honeypot = Laissez ce champ vide

change-title = Proposer une correction
change-noaccount = Proposer une correction, sans compte
change-lead = Corrigez ce qui a changé, et laissez le reste. Cinq étapes courtes, sans compte.
change-target = Vous proposez un changement de la fiche publiée « { $value } ». Elle reste en ligne telle quelle jusqu’à la relecture.
change-gone = La fiche que vous corrigiez n’est plus publiée. Rien n’a été enregistré. Ce que vous avez écrit est ci-dessous. Pour en faire une nouvelle proposition, continuez. Sinon, fermez cette page.
change-see = Voir la fiche publiée

## Contacts

propose-publish = { $value ->
    [telephone] Publier ce téléphone
    [courriel] Publier cette adresse
   *[site] Publier ce site
}

## Places

propose-find-place = Trouver le quartier d’une adresse
propose-find-place-help = Une adresse, une place, un nom d’usage, un code postal. Ce que vous cherchez n’est pas gardé.
propose-find-place-go = Trouver le quartier
propose-filter = Filtrer la liste
propose-filter-none = Aucun quartier ne porte ce nom.
propose-ticked = { $n ->
    [0] Aucun quartier coché
    [one] { $n } quartier coché
   *[other] { $n } quartiers cochés
}
propose-found-ticked = Nous avons coché { $value }.
propose-found-offered = Voici ce que cela peut désigner : cochez ce qui convient.
propose-found-edge = L’adresse est au bord d’un quartier. Cochez-le si l’action accueille ses habitants.
propose-found-outside = Cette adresse n’est dans aucun quartier prioritaire. Les plus proches sont ci-dessous. Cochez-les si l’action accueille leurs habitants.
propose-found-commune = { $n ->
    [0] La commune { $name } est inscrite. Elle n’a pas de quartier prioritaire.
   *[other] La commune { $name } est inscrite. Ses quartiers sont ci-dessous : cochez ce qui convient.
}
propose-found-commune-not = { $n ->
    [0] « { $typed } » est déjà inscrit comme commune. Nous n’avons rien changé. Si l’action est à { $name }, écrivez-le plus bas. Cette commune n’a pas de quartier prioritaire.
   *[other] « { $typed } » est déjà inscrit comme commune. Nous n’avons rien changé. Si l’action est à { $name }, écrivez-le plus bas. Ses quartiers sont ci-dessous.
}
propose-found-contradiction = Les mots tapés ne vont pas ensemble. Voici ce que nous connaissons.
propose-found-elsewhere = Ce lieu n’est pas en Centre-Val de Loire.
propose-found-nothing = Nous ne trouvons pas ce lieu. Choisissez dans la liste des quartiers.
propose-found-failed = La recherche de rues ne répond pas. Choisissez dans la liste des quartiers.

## Carriers

propose-carrier-help = Cherchez-la d’abord dans l’annuaire.
propose-carrier-find = Chercher une structure
propose-carrier-find-help = Par exemple : « mission locale Tours ».
propose-carrier-go = Chercher
propose-carrier-choice = Est-ce une de ces structures ?
propose-carrier-none = Aucune : je la décris ci-dessous
propose-carrier-like = Ce que vous décrivez ressemble à une structure de l’annuaire. Choisissez-la si c’est elle.
propose-carrier-nothing = Aucune structure de l’annuaire ne répond à ces mots. Décrivez-la ci-dessous.
propose-carrier-describe = La structure n’est pas dans la liste

## Validation errors

propose-missing = { $value ->
    [titre] Écrivez le nom de l’action.
    [resume] Décrivez l’action en quelques phrases.
    [activite] Dites si l’action a lieu toute l’année.
    [commune] Écrivez la commune ou le département, ou cochez un quartier.
    [zone] Dites à qui l’action est ouverte.
    [accueil] Dites comment les personnes sont accueillies.
    [freins] Cochez au moins une chose que l’action rend plus facile.
    [publics] Cochez au moins un public, ou « Tout le monde ».
    [qui] Dites qui peut demander à participer.
    [comment] Dites ce qu’il faut faire pour participer.
    [porteur-nom] Choisissez la structure qui s’occupe de l’action, ou écrivez son nom.
    [nom] Écrivez votre nom.
    [mail] Écrivez votre adresse électronique.
    [role] Dites qui vous êtes pour l’action.
   *[other] Remplissez ce champ.
}
propose-too-short = { $field ->
    [titre] Le nom de l’action doit avoir au moins { $n } caractères.
    [resume] Décrivez l’action en { $n } caractères au moins.
   *[other] Écrivez au moins { $n } caractères.
}
propose-truncated = { $most ->
    [0] « { $label } » : ce texte est beaucoup trop long. Nous avons gardé les { $stored } premiers caractères. La suite est coupée.
   *[other] « { $label } » : votre texte a { $typed } caractères, et { $most } au plus sont possibles. Nous avons gardé les { $stored } premiers. La suite est coupée.
}
propose-too-long = « { $label } » : { $n } caractères au plus. Rien n’est coupé : raccourcissez le texte.
propose-malformed = { $value ->
    [telephone] Le numéro doit avoir 10 chiffres, par exemple 02 47 31 64 61. Un numéro court comme 39 36 convient aussi.
    [courriel] L’adresse électronique de l’action doit ressembler à contact@association.fr.
    [mail] Votre adresse électronique doit ressembler à prenom.nom@association.fr.
    [site] L’adresse du site doit ressembler à www.association.fr.
    [lien] L’adresse de la page d’inscription doit ressembler à www.association.fr/inscription.
   *[other] Ce champ contient des signes qui n’y ont pas leur place.
}
propose-digits = { $field ->
    [porteur-siret] Le numéro SIRET doit avoir { $needed } chiffres : il y en a { $n }.
   *[other] Le code postal doit avoir { $needed } chiffres, par exemple 37000 : il y en a { $n }.
}
propose-not-digits = { $value ->
    [porteur-siret] Le numéro SIRET n’a que des chiffres, 14 en tout : il y a d’autres signes.
   *[other] Le code postal n’a que des chiffres, par exemple 37000 : il y a d’autres signes.
}
propose-wrong-key = { $value ->
    [porteur-siret] Le numéro SIRET a bien 14 chiffres, mais l’un d’eux au moins est à vérifier.
   *[other] Le code postal doit avoir 5 chiffres, sans autre signe, par exemple 37000.
}
propose-several-numbers = Écrivez un seul numéro de téléphone. Un autre peut s’écrire avec les jours et heures.
propose-postcode-of-several = Plusieurs communes ont ce code postal : écrivez le nom de la commune.
propose-unknown = { $value ->
    [quartiers] Un des quartiers cochés n’est pas dans la liste.
    [porteur] La structure choisie n’est plus dans l’annuaire : cherchez-la de nouveau, ou décrivez-la.
   *[other] Une réponse n’est pas dans la liste : choisissez de nouveau.
}
propose-not-in-region = Aucune commune et aucun département du Centre-Val de Loire ne porte ce nom.
propose-understood = Nous lisons : { $value }
propose-not-there = Cette commune n’est pas dans ce département ou sur cette rivière. Corrigez l’un des deux.
propose-not-the-postcode = Ce code postal n’est pas celui de la commune.
propose-nothing-to-publish = { $value ->
    [telephone] Vous publiez le téléphone : écrivez-le, ou décochez la case.
    [courriel] Vous publiez l’adresse électronique : écrivez-la, ou décochez la case.
   *[site] Vous publiez le site : écrivez son adresse, ou décochez la case.
}
propose-needed = { $value ->
    [quartiers] L’action est ouverte à des quartiers : cochez lesquels.
    [code-postal] Plusieurs communes portent ce nom : écrivez le code postal.
    [telephone] On participe en téléphonant : écrivez le numéro.
    [courriel] On participe en écrivant : donnez l’adresse électronique.
    [lien] On s’inscrit sur Internet : donnez l’adresse de la page.
   *[other] Une autre réponse demande ce champ.
}
propose-not-alone = « Tout le monde » comprend les autres publics : gardez l’un ou les autres.

## Warnings

warning-title = À vérifier
warning-help = Cela n’empêche rien. C’est à vous de dire si c’est juste.
warning-not-published = { $value ->
    [telephone] On participe en téléphonant, mais le numéro ne sera pas publié. Cochez « Publier ce téléphone », ou dites comment participer autrement.
   *[courriel] On participe en écrivant un courriel, mais l’adresse ne sera pas publiée. Cochez « Publier cette adresse », ou dites comment participer autrement.
}
warning-elsewhere = Le quartier { $name } est à { $town }. Comme commune, vous avez écrit « { $typed } ».
warning-one-postcode = Vous avez écrit plusieurs communes. Le code postal { $value } n’est celui que de l’une d’elles. Gardez-le si c’est celui de l’adresse.

## Review page

review-title = Relire et envoyer
review-lead-bad = Tout est enregistré. Il reste quelques points à corriger avant d’envoyer.
review-lead-good = Tout est là. Relisez, puis envoyez. Vous recevrez un courriel pour confirmer votre adresse.
review-lead-confirmed = Tout est là. Relisez, puis envoyez. Votre adresse est déjà confirmée.
review-preview = Voir la fiche comme une habitante ou un habitant la verra
review-preview-later = L’aperçu de la fiche s’ouvre quand il n’y a plus rien à corriger.
review-answers = Ce que vous avez écrit
review-change = Modifier
review-change-of = « { $value } »
review-empty = Rien pour l’instant
review-private = { $field ->
    [mail] { $label } (jamais publiée)
   *[other] { $label } (jamais publié)
}
review-published = { $field ->
    [telephone] { $label } (publié)
    [site] { $label } (publié)
   *[other] { $label } (publiée)
}
review-not-published = { $field ->
    [courriel] { $label } (pas publiée)
   *[other] { $label } (pas publié)
}
review-quality = Qualité de la fiche
review-score = { $n } sur 100
review-quality-help = C’est la note que l’État donne aux services d’insertion (data·inclusion). Une fiche bien notée est mieux trouvée et mieux comprise. La note n’empêche rien.
review-edits = Ce qui la ferait le plus monter
review-best = Il n’y a rien à ajouter. La note ne peut plus monter.
review-gain = { $n ->
    [0] aucun point de plus
    [one] 1 point de plus
   *[other] { $n } points de plus
}
review-edit = { $value ->
    [resume] Décrire l’action en 200 à 2 000 caractères
    [adresse] Écrire le numéro et la rue
    [telephone] Publier un téléphone
    [courriel] Publier une adresse électronique
    [comment] Dire ce qu’il faut faire pour participer
    [qui] Dire qui peut demander à participer
    [lien] Donner une page d’inscription
    [frais] Dire si l’action est gratuite
    [frais-precisions] Dire combien il faut payer
    [freins] Cocher ce que l’action rend plus facile
   *[publics] Cocher un public
}
review-duplicates = L’annuaire a peut-être déjà cette action
review-duplicates-help = Regardez ces fiches. Si c’est la même action, proposez plutôt une correction. Sinon, envoyez : rien ne vous en empêche.
review-duplicate-why = { $value ->
    [same-title] même nom
    [near-title] nom proche
    [same-carrier] même structure
    [same-siret] même SIRET
   *[same-address] même adresse
}
review-duplicate-correct = Proposer une correction
review-duplicate-of = pour « { $value } »
review-send = Envoyer ma proposition
review-send-later = Corrigez d’abord ce qui est signalé plus haut.
review-link = Continuer sur un autre appareil
review-link-help = Nous envoyons le lien de ce brouillon à l’adresse de votre choix. Qui a ce lien peut lire et modifier le brouillon.
review-link-email = Adresse électronique
review-link-go = M’envoyer le lien
review-link-malformed = L’adresse électronique doit ressembler à prenom.nom@association.fr.
review-link-sent = Le lien de ce brouillon est en route vers l’adresse que vous avez donnée. S’il n’arrive pas en quelques minutes, regardez les courriels indésirables.
review-link-limit = Trop de courriels ont été demandés en peu de temps. Votre brouillon est enregistré. Gardez l’adresse de cette page, ou réessayez dans une heure. { $value }
review-mail-limit = Votre proposition est enregistrée. Trop de courriels ont été demandés en peu de temps. Nous n’avons donc pas envoyé celui qui confirme votre adresse. Réessayez dans une heure : rien n’est perdu. { $value }
review-changed = Votre proposition a changé pendant l’envoi, sans doute dans un autre onglet. Relisez, puis envoyez de nouveau.
later-title = Votre brouillon est enregistré
later-text = Il reste ici 30 jours après votre dernier changement. Sans votre adresse électronique, il est effacé après 48 heures si vous ne le rouvrez pas. Envoyez-vous son lien pour le retrouver. Ou gardez l’adresse de cette page dans vos favoris.
later-resume = Reprendre ma proposition
preview-head = Aperçu : { $value }
preview-title = Aperçu : cette page n’est pas publiée.
preview-text = Voici la fiche comme on la verra si elle est publiée telle quelle.
preview-back = Revenir à ma proposition
preview-published = Voir la fiche publiée aujourd’hui

## Follow-up page

proposal-untitled = Sans titre
proposal-state-draft = brouillon
proposal-state-unconfirmed = adresse à confirmer
proposal-state-pending = en attente de relecture
proposal-state-changes = précision demandée
proposal-state-published = publiée
proposal-state-refused = refusée
proposal-state-withdrawn = retirée
follow-title = Suivre une proposition
follow-change-title = Suivre une correction
follow-mailed = Courriel envoyé à { $value }.
follow-not-mine = Ce n’est pas la bonne adresse ?
follow-not-mine-go = La corriger
follow-change = { $value ->
    [draft] Vous avez commencé une modification de cette fiche : la continuer
    [changes] Nous demandons une précision sur votre modification : lire laquelle
   *[other] Votre modification attend d’être relue : la suivre
}
follow-lead = Écrivez l’adresse électronique qui a servi à proposer. Nous y envoyons un lien pour chacune de vos propositions. Ce lien sert à suivre, corriger, retirer, effacer, ou modifier ce qui est publié.
follow-email = Votre adresse électronique
follow-go = Recevoir mes liens
follow-malformed = L’adresse électronique doit ressembler à prenom.nom@association.fr.
follow-honeypot = Laissez vide le champ « Laissez ce champ vide » : rien n’est parti. Nous l’avons vidé. Envoyez de nouveau.
follow-changes-requested = C’est noté
follow-changes-requested-text = Une initiative a été proposée depuis cette adresse ? Ses liens arrivent dans quelques minutes. Regardez aussi les courriels indésirables.
follow-changes-requested-again = Demander encore une fois
follow-erased = La proposition est effacée, avec votre nom et votre adresse.
follow-unknown = Ce lien ne mène à aucune proposition
follow-unknown-text = Il est peut-être mal recopié, ou la proposition a été effacée. Un brouillon est effacé après 30 jours. Sans adresse électronique, et si personne ne le rouvre, il l’est après 48 heures. Une adresse non confirmée l’est après 72 heures. Une proposition refusée ou retirée l’est après 6 mois.
follow-unknown-way = Retrouver mes propositions
follow-head = { $state } : { $name }
follow-state = { $value ->
    [draft] Brouillon, pas encore envoyé
    [unconfirmed] Il reste à confirmer votre adresse
    [pending] En attente de relecture
    [changes] Nous vous demandons une précision
    [published] Publiée
    [refused] Refusée
   *[withdrawn] Retirée par vous
}
follow-state-text = { $value ->
    [draft] Personne d’autre que vous ne la voit. Continuez, puis envoyez.
    [unconfirmed] Ouvrez le courriel que nous avons envoyé et confirmez. Personne ne relit la proposition avant. Sans confirmation, elle est effacée 72 heures après le dernier courriel.
    [pending] Une personne va la relire. Vous recevrez sa réponse par courriel.
    [changes] Lisez ce qui est demandé, corrigez, puis envoyez de nouveau. Rien n’est perdu.
    [published] Elle est dans l’annuaire. Vous pouvez la modifier quand quelque chose change.
    [refused] Elle n’est pas publiée. Lisez pourquoi. Vous pouvez la corriger et l’envoyer de nouveau.
   *[withdrawn] Personne ne la relit. Vous pouvez la reprendre ou l’effacer.
}
follow-words = Ce que dit la personne qui a relu
follow-left = Tout a été publié, sauf : { $value }.
follow-history = Ce qui s’est passé
follow-event-sent = Vous avez envoyé la proposition.
follow-event-confirmed = Vous avez confirmé votre adresse.
follow-event-reopened = Vous avez repris la proposition pour la corriger.
follow-event-returned = Vous avez remis la proposition dans la file, sans la changer.
follow-event-withdrawn = Vous avez retiré la proposition.
follow-event-published = Nous avons publié la proposition.
follow-event-changes = Nous avons demandé une précision.
follow-event-refused = Nous avons refusé la proposition.
follow-event-taken-down = Nous avons retiré la fiche de l’annuaire.
follow-event-put-back = Nous avons remis la fiche en ligne.
follow-event-undone = Nous sommes revenus sur notre décision.
follow-started = Vous avez commencé la proposition.
follow-continue = Continuer ma proposition
follow-answer = Répondre et corriger
follow-correct = Corriger
follow-correct-pending = Corriger avant la relecture
follow-resume = Reprendre et corriger
follow-public = Voir la fiche publiée
follow-modify = Modifier ce qui est publié
follow-modify-help = La fiche reste en ligne telle quelle jusqu’à la relecture de vos changements.
follow-ask-again = Recevoir un nouveau courriel de confirmation
follow-ask-sent = Le courriel de confirmation est en route. S’il n’arrive pas en quelques minutes, regardez les courriels indésirables. Seul le lien du dernier courriel reçu sert encore.
follow-limit = Trop de propositions sont écrites en ce moment. Votre proposition reste comme elle est. Réessayez dans une heure. { $value }
follow-ask-limit = Trop de courriels ont été demandés en peu de temps. Réessayez dans une heure. Votre proposition est gardée. { $value }
follow-withdraw = Retirer ma proposition
follow-erase = Effacer ma proposition
follow-other = Autres choix
follow-keep = Gardez l’adresse de cette page : elle sert à suivre et à corriger. Qui l’a peut faire comme vous.
erase-title = Effacer cette proposition ?
erase-gone = Nous effaçons tout ce que vous avez écrit, votre nom et votre adresse électronique. Nous effaçons aussi les courriels gardés et tous les liens vers cette proposition.
erase-stays = Ce qui reste : la date des décisions, sans votre nom.
erase-stays-published = La fiche publiée reste dans l’annuaire, sans lien avec vous. Pour la retirer, proposez d’abord une modification qui dit que l’action est terminée. Ou écrivez à l’éditeur du site.
erase-final = C’est définitif. Personne ne peut revenir en arrière.
erase-go = Effacer définitivement
erase-back = Ne rien effacer
confirm-title = Confirmer votre adresse
confirm-lead = Vous avez proposé « { $value } ». Confirmez que cette adresse est la vôtre. Une personne relira alors votre proposition.
confirm-go = Confirmer mon adresse
confirm-dead = Ce lien ne sert plus
confirm-dead-text = Il est mal recopié, il a déjà servi, ou un courriel plus récent l’a remplacé. Ou bien la proposition a été effacée : elle l’est après 72 heures sans confirmation. Si vous avez déjà confirmé, il n’y a rien à faire.
confirm-dead-way = Retrouver mes propositions, ou demander un nouveau lien
nav-propose = Proposer
foot-contribute = Contribuer
foot-propose = Proposer une initiative
foot-follow = Suivre ma proposition
foot-moderation = Espace de relecture
initiative-correct = Proposer une correction
initiative-yours = Vous vous occupez de cette action ? Tenez sa fiche à jour
privacy-propose = Quand vous proposez une initiative
privacy-propose-text = Ce que vous écrivez est gardé sur notre serveur dès la première étape. Vous pouvez ainsi vous arrêter et reprendre. Votre nom et votre adresse électronique ne sont jamais publiés. Seules les personnes qui relisent les voient.
privacy-propose-published = Un téléphone, une adresse électronique ou un site n’est publié que si vous cochez sa case.
privacy-propose-draft = Un brouillon est effacé 30 jours après le dernier changement. Nous vous prévenons avant, si vous avez donné votre adresse. Sans cette adresse, un brouillon que personne ne rouvre est effacé après 48 heures.
privacy-propose-unconfirmed = Vous n’avez pas confirmé votre adresse ? La proposition est effacée 72 heures après le dernier courriel qui le demande. Personne ne la lit.
privacy-propose-erase = Vous pouvez retirer et effacer une proposition à tout moment, par son lien. Le texte d’un courriel est effacé 7 jours après son envoi.
privacy-propose-limits = Pour arrêter les robots, nous comptons les demandes par adresse électronique et par réseau. Nous ne gardons de ces adresses qu’une marque illisible. Rien ne permet de la relire.
home-association = Association, centre social, commune
home-association-text = Faites connaître votre action, sans compte. Une personne relit avant de publier.
home-association-link = Proposer une initiative
propose-place-optional = (facultatif si vous donnez la commune)
propose-filter-one = 1 quartier porte ce nom.
propose-filter-many = % quartiers portent ce nom.
