## Parts of a proposal


value-activity-ongoing = Action permanente
value-activity-recurring = Action qui revient (chaque année…)
value-activity-ended = Action terminée
value-activity-unknown = Activité inconnue
value-fees-free = Gratuit
value-fees-paying = Payant
value-mode-come = Se présenter sur place
value-mode-phone = Téléphoner
value-mode-mail = Écrire un courriel
value-mixed-letters = { $value } (attention : lettres de plusieurs alphabets)
value-mixed-words = { $value } (attention, plusieurs alphabets : { $words })
value-mode-link = Remplir une page : { $value }
value-mode-link-alone = Remplir une page
value-by-people = À la demande de la personne
value-by-professionals = À la demande d’un professionnel
value-nothing = Rien
value-confirmed = Confirmée { $date }

## Refusal reasons, and their page

refusal-out-of-scope = Sans lien avec l’emploi
refusal-out-of-scope-text = L’action n’aide pas à trouver un travail. Elle n’aide pas à chercher, à se former, ni à régler ce qui empêche de travailler.
refusal-out-of-region = Hors de la région
refusal-out-of-region-text = L’action n’est ouverte à aucun habitant des quartiers prioritaires du Centre-Val de Loire.
refusal-duplicate = Déjà dans l’annuaire
refusal-duplicate-text = Une fiche décrit déjà cette action. Pour la mettre à jour, proposez une modification de cette fiche.
refusal-unverifiable = Impossible à vérifier
refusal-unverifiable-text = Nous n’avons trouvé personne, ni aucune source publique, qui connaisse cette action.
refusal-commercial = Publicité
refusal-commercial-text = La proposition vend un produit ou un service. L’annuaire ne publie pas de publicité.
refusal-ended = Action terminée
refusal-ended-text = L’action est finie et plus personne ne peut y participer.
refusal-unreadable = Incomplète ou incompréhensible
refusal-unreadable-text = Il manque l’essentiel : ce que fait l’action, où, pour qui ou comment y participer.
refusal-unlawful = Contraire à la loi
refusal-unlawful-text = La proposition est illégale, haineuse ou discriminatoire. Ou elle publie des informations privées sur une personne.
refusal-spam = Envoi indésirable
refusal-spam-text = Le texte a été envoyé par un robot, ou n’a aucun rapport avec l’annuaire.

rules-title = Ce que nous publions
rules-description = Ce que l’annuaire publie, ce qu’il refuse et pourquoi.
rules-lead = Une personne relit chaque proposition avant qu’elle paraisse. Elle la publie, demande une précision ou la refuse. Un refus a toujours une raison de cette liste et une phrase écrite pour vous.
rules-published = Ce que nous publions
rules-published-text = L’action aide des habitants des quartiers prioritaires du Centre-Val de Loire à trouver un travail. Par exemple : garde d’enfants, français, transport, formation, rencontres avec des employeurs. Peu importe qui l’organise. Une personne doit pouvoir y participer, et quelqu’un doit en répondre.
rules-refused = Pourquoi une proposition est refusée
rules-again = Un refus ne ferme rien. Corrigez votre proposition avec le lien que vous avez reçu par courriel. Puis envoyez-la de nouveau.
rules-parts = La personne qui relit peut aussi ne publier qu’une partie de ce que vous proposez. Le courriel vous dit alors ce qu’elle a laissé de côté.

## Shared by all moderation pages

moderation-nav = Listes de propositions
moderation-queue = File d’attente
moderation-quarantine = Quarantaine
moderation-decided = Décidées
moderation-published = Fiches publiées
moderation-yourself = Vous êtes { $value }

ago-now = à l’instant
ago-minutes = { $n ->
    [0] à l’instant
    [one] il y a une minute
   *[other] il y a { $n } minutes
}
ago-hours = { $n ->
    [0] il y a moins d’une heure
    [one] il y a une heure
   *[other] il y a { $n } heures
}
ago-days = { $n ->
    [0] aujourd’hui
    [one] il y a un jour
   *[other] il y a { $n } jours
}
for-now = depuis quelques secondes
for-minutes = { $n ->
    [0] depuis moins d’une minute
    [one] depuis une minute
   *[other] depuis { $n } minutes
}
for-hours = { $n ->
    [0] depuis moins d’une heure
    [one] depuis une heure
   *[other] depuis { $n } heures
}
for-days = { $n ->
    [0] depuis aujourd’hui
    [one] depuis un jour
   *[other] depuis { $n } jours
}
date-and-time = { $date } à { $time }

## Queue

queue-title = { $n ->
    [0] Aucune proposition à relire
    [one] Une proposition à relire
   *[other] { $n } propositions à relire
}
queue-quarantine-title = { $n ->
    [0] Aucune proposition en quarantaine
    [one] Une proposition en quarantaine
   *[other] { $n } propositions en quarantaine
}
queue-decided-title = { $n ->
    [0] Aucune proposition décidée
    [one] Une proposition décidée
   *[other] { $n } propositions décidées
}
queue-oldest = La plus ancienne attend { $value }.
queue-quarantine-lead = Elles ressemblent à l’envoi d’un robot. Rien n’est perdu : relisez-les comme les autres.
queue-decided-lead = La dernière décision d’abord. Ouvrez une proposition pour revenir sur une décision.
queue-scope = Vous voyez les propositions de : { $value }, et celles dont le lieu n’est pas encore connu.
queue-empty = La file est vide. Merci.
queue-empty-filtered = Aucune proposition ne correspond à ces choix.
queue-empty-quarantine = La quarantaine est vide.
queue-empty-decided = Rien n’a encore été décidé.
queue-all = Tout retirer
queue-filters = Choisir ce qui est montré
queue-filter-departement = Département
queue-filter-request = Demande
queue-filter-holder = Relecture
queue-anything = Tout
queue-request-new = Nouvelle fiche
queue-request-change = Modification
queue-holder-nobody = Libres
queue-holder-me = Réservées par moi
queue-caption = Propositions
queue-initiative = Initiative
queue-request = Demande
queue-where = Lieu
queue-received = Reçue
queue-decision = Décision
queue-hint = Repères
queue-where-unknown = Lieu inconnu
queue-claimed-by = réservée par { $value }
queue-claimed-me = réservée par vous
queue-score = qualité { $value } sur 100
queue-spam-score = { $n ->
    [0] aucun signe suspect
    [one] un signe suspect
   *[other] { $n } signes suspects
}
queue-mixed = titre : plusieurs alphabets
queue-too-fast = remplie trop vite
queue-honeypot = a rempli le champ invisible
queue-over-limit = trop d’envois du même endroit
queue-keys-text = J : proposition suivante. K : précédente. O : ouvrir.
queue-keys-on = Utiliser les raccourcis J, K et O

state-proposal-draft = En cours d’écriture
state-proposal-unconfirmed = Adresse à confirmer
state-proposal-pending = À relire
state-proposal-changes = Précision demandée
state-proposal-published = Publiée
state-proposal-refused = Refusée
state-proposal-withdrawn = Retirée par son auteur

## Proposal page

proposal-new = Nouvelle fiche
proposal-change = Modification d’une fiche
proposal-received = Reçue { $value }
proposal-public-page = Voir la fiche publique
proposal-moderated-page = Voir l’historique de la fiche
proposal-preview = Voir la fiche comme le public la verra
proposal-preview-change = Voir la fiche modifiée comme le public la verra
proposal-preview-text = Voici la fiche comme le public la verra si vous publiez tout ce qui est proposé.
proposal-preview-back = Revenir à la proposition
proposal-withdrawn-page = La fiche a été retirée du public. Publier cette proposition la montrera de nouveau.
proposal-moves = Cette modification change de département : { $from } aujourd’hui, { $to } si le lieu est publié. Les personnes qui relisent l’un ou l’autre peuvent décider.
proposal-moves-nowhere = aucun en particulier
proposal-claimed = { $name } relit cette proposition { $since }.
proposal-claimed-me = Vous avez réservé cette proposition { $value }.
proposal-claim = Réserver pour la relire
proposal-release = Rendre à la file
proposal-quarantine = Cette proposition est en quarantaine : { $value }.
proposal-diff = Ce qui change
proposal-diff-count = { $n ->
    [0] Rien ne change : publier confirme seulement la fiche.
    [one] Une partie change, les autres restent les mêmes.
   *[other] { $n } parties changent, les autres restent les mêmes.
}
proposal-all = Ce qui est proposé
proposal-published-side = Publié
proposal-proposed-side = Proposé
proposal-part = Partie
proposal-take = Publier cette partie
proposal-required = Toujours publié
proposal-take-part = ({ $value })
proposal-removed = Retiré :
proposal-added = Ajouté :
proposal-moved-on = La fiche a changé depuis que cette proposition a été écrite
proposal-moved-on-text = Ce tableau compare la proposition avec la fiche publiée aujourd’hui. Les parties que la proposition ne touche pas ne sont pas cochées.
proposal-conflict = Changé aussi sur la fiche depuis. Avant : { $value }
proposal-confirmation-with = Elle n’est publiée qu’avec « Activité ».
proposal-untouched = La proposition n’y touche pas. Cette partie a changé sur la fiche depuis.
proposal-mixed-words = Attention, plusieurs alphabets. Les lettres entre crochets ne sont pas latines : { $value }
proposal-unsound = Cette proposition ne peut pas être publiée telle quelle
proposal-unsound-text = Demandez une précision, ou refusez-la.
proposal-as-typed = Ce qui a été tapé
proposal-private = À ne pas publier
proposal-private-text = Ces contacts n’ont pas été cochés pour être publiés. Ils ne servent qu’à vous.
proposal-author = Qui propose
proposal-author-name = Nom
proposal-author-mail = Adresse électronique
proposal-author-role = Rôle
proposal-role-carrier = S’occupe de cette action
proposal-role-partner = Partenaire de cette action
proposal-role-other = Connaît cette action
proposal-carrier-siret = SIRET (numéro d’identification) de la structure
proposal-decide = Votre décision
proposal-words = Un mot pour l’auteur
proposal-words-need = (obligatoire pour demander une précision ou refuser)
proposal-words-help = Il le recevra tel quel, par courriel. Dites ce qui manque et comment le corriger.
proposal-reason = Raison du refus
proposal-reason-need = (obligatoire pour refuser)
proposal-reason-none = Choisir une raison
proposal-reason-help = L’auteur la reçoit avec son explication.
proposal-rules = Lire la liste des raisons
proposal-publish = Publier
proposal-ask = Demander une précision
proposal-refuse = Refuser
proposal-undo = Revenir sur cette décision
proposal-undo-published = Si vous revenez sur cette décision, la fiche redevient ce qu’elle était. La proposition revient dans la file.
proposal-undo-published-new = Si vous revenez sur cette décision, la fiche n’est plus montrée. La proposition revient dans la file.
proposal-undo-other = Si vous revenez sur cette décision, la proposition revient dans la file.
proposal-undo-mail = Le courriel à l’auteur ne partira pas s’il n’est pas déjà parti. Sinon l’auteur reçoit un courriel qui le dit.
proposal-history = Historique de la proposition
proposal-history-initiative = Historique de la fiche
proposal-history-none = Rien ne s’est encore passé.
proposal-back = Revenir à la file d’attente
proposal-next = Proposition suivante
proposal-published-done = Publiée. La fiche est en ligne.
proposal-published-undone = Cette proposition a été publiée. Une autre version de la fiche est en ligne depuis.
proposal-changes-done = Une précision a été demandée à l’auteur.
proposal-refused-done = Refusée. L’auteur en est averti.
proposal-withdrawn-done = Son auteur l’a retirée.

form-error-words-missing = Écrivez un mot pour l’auteur : il doit savoir quoi faire.
form-error-words-long = Votre mot dépasse 2 000 caractères.
form-error-reason-missing = Choisissez une raison du refus.
form-error-parts-none = Cochez au moins une partie à publier.
form-error-parts-required = { $value } : impossible de publier une nouvelle fiche sans cette partie.
form-error-unsound = La proposition n’est pas publiable. Ces parties ne sont pas valables : { $value }.
form-error-why-missing = Écrivez pourquoi la fiche est retirée.

conflict-title = Quelqu’un vous a devancé
conflict-lead = Rien n’a été enregistré de votre part.
conflict-changed = Cette proposition a changé pendant que vous la lisiez.
conflict-initiative = La fiche a changé pendant que vous la lisiez.
conflict-recovery = Ce que vous aviez écrit
conflict-recovery-reason = Raison choisie : { $value }
conflict-recovery-parts = Parties cochées : { $value }
conflict-see-initiative = Revoir la fiche
conflict-back-initiative = Revenir aux fiches publiées
conflict-see = Relire la proposition
conflict-see-carried = Relire la proposition avec ce que j’avais écrit
conflict-see-initiative-current = Revoir la fiche avec ce que j’avais écrit
conflict-claimed = { $name } a réservé cette proposition { $ago }.
conflict-claimed-text = Relisez-en une autre, ou voyez avec cette personne. Vous pouvez tout de même décider.

## History

event-by = { $what } par { $name }
event-claimed = Réservée
event-released = Rendue à la file
event-published = Publiée
event-changes-requested = Précision demandée
event-refused = Refusée
event-undone = Décision annulée
event-undone-published = Publication annulée
event-undone-changes = Demande de précision annulée
event-undone-refused = Refus annulé
event-edited = Fiche corrigée
event-withdrawn = Fiche retirée du public
event-put-back = Fiche remise en ligne
event-restored = Version plus ancienne rétablie
event-number = version { $n }
event-parts = Parties : { $value }
event-proposal = proposition { $value }
event-reason = Raison : { $value }

## Published initiatives

moderated-index-title = Fiches publiées
moderated-index-lead = Cherchez une fiche pour la corriger, la retirer ou revenir à une version plus ancienne.
moderated-search = Titre, organisateur, lieu ou numéro
moderated-found = { $n ->
    [0] Aucune fiche trouvée
    [one] Une fiche trouvée
   *[other] { $n } fiches trouvées
}
moderated-caption = Fiches
moderated-number = Numéro
moderated-title = Fiche
moderated-where = Lieu
moderated-online = En ligne
moderated-hidden = Retirée du public
moderated-no-results = Aucune fiche en ligne n’a ces mots. Une fiche retirée se trouve par son numéro.
moderated-correct = Corriger cette fiche
moderated-forbidden = Cette fiche concerne un autre département que les vôtres. Vous pouvez la lire, pas la changer.
moderated-versions = Versions
moderated-versions-caption = Toutes les versions, la dernière d’abord
moderated-version = Version
moderated-made = Date
moderated-origin = Origine
moderated-origin-seeds = Fichiers de départ
moderated-origin-site = Écrite sur le site
moderated-in-force = en vigueur
moderated-restore = Rétablir
moderated-restore-version = Rétablir la version { $value }
moderated-events = Ce qui s’est passé
moderated-no-events = Personne n’a encore changé cette fiche sur le site.
moderated-withdraw = Retirer du public
moderated-withdraw-help = La page et son lien court répondront que la fiche n’existe plus. Vous pourrez la remettre.
moderated-why = Pourquoi la retirer ?
moderated-why-help = Cette phrase reste dans l’historique. Si la fiche a été proposée par quelqu’un, il la reçoit telle quelle, par courriel.
moderated-put-back = Remettre en ligne
moderated-waiting = { $n ->
    [0] Aucune proposition n’attend pour cette fiche.
    [one] Une proposition attend pour cette fiche.
   *[other] { $n } propositions attendent pour cette fiche.
}

correct-title = Corriger « { $value } »
correct-lead = La correction paraît aussitôt, sous votre nom dans l’historique.
correct-verified = L’organisateur a confirmé ces informations aujourd’hui
correct-verified-help = Sans cette coche, la date de la fiche reste la même.
correct-save = Publier la correction
correct-cancel = Ne rien changer
event-sent = Envoyée par son auteur
event-confirmed = Adresse confirmée par son auteur
event-reopened = Rouverte par son auteur
event-taken-back = Retirée par son auteur
event-erased = Effacée par son auteur
event-expired = Effacée, son délai étant passé

## Duplicates and quality score

proposal-duplicates = Peut-être la même action
proposal-duplicates-none = Aucune fiche ni proposition ne lui ressemble.
moderation-duplicate-published = fiche publiée : { $value }
moderation-duplicate-waiting = autre proposition : { $value }
moderation-duplicate-same-title = même titre
moderation-duplicate-similar-title = titre proche
moderation-duplicate-same-carrier = même organisateur
moderation-duplicate-same-siret = même numéro SIRET
moderation-duplicate-same-address = même adresse
proposal-quality = Qualité
proposal-quality-score = { $value } sur 100, d’après les règles de data·inclusion.
proposal-quality-better = Ce qui la rendrait meilleure : { $value }.
proposal-quality-unknown = Elle ne peut pas être calculée tant que la proposition n’est pas valable.

## Correction of a published initiative

correct-what = L’action
correct-where = Où
correct-whom = Pour qui
correct-join = Comment participer
correct-who = Qui s’en occupe
correct-carrier-help = Le nom exact d’une structure de l’annuaire fait le lien vers sa page.
correct-folded = { $field } : { $value }
correct-no-neighbourhood = Aucun quartier
correct-conflict = La fiche a changé pendant que vous la corrigiez. Ce que vous avez écrit est gardé ci-dessous. Comparez, puis publiez de nouveau.
moderated-compared = La version { $value } à côté de celle qui est en vigueur
moderated-compared-then = Cette version
moderated-compare = Comparer
moderated-same = Les deux versions disent la même chose.
