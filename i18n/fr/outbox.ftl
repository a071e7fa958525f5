## Mail: messages to operators

outbox-no-password = --smtp nomme un utilisateur, mais il n’y a pas de mot de passe. Voir QUARTIERS_SMTP_PASSWORD.
outbox-no-user = il y a un mot de passe de courriel, mais --smtp ne nomme pas d’utilisateur, comme dans smtps://annuaire@mail.example.
outbox-no-sender = il faut une adresse d’où viennent les courriels. Voir --mail-from.
outbox-no-tls = la connexion chiffrée au serveur de courriel ne peut pas être préparée
outbox-bad-authority = { $path } n’est pas un certificat d’autorité en PEM. Voir --smtp-ca.
outbox-unreadable = Le courriel a été scellé avec une autre clé que celle de ce serveur : il ne peut pas être lu.
outbox-not-made = Le courriel ne peut pas être composé : { $error }
outbox-late = Pas de réponse en { $n } secondes.
outbox-panicked = Le programme s’est trompé en envoyant ce courriel.
outbox-test-subject = Essai des courriels de l’annuaire
outbox-test-text = Bonjour, si vous lisez ceci, les courriels du site { $address } arrivent.
outbox-bad-address = il faut une adresse électronique, comme anne@example.org
outbox-no-database = { $path } n’existe pas encore : aucun courriel n’a été écrit.
outbox-empty = Aucun courriel.
outbox-line = n° { $number } · { $date } · { $purpose } · { $n ->
    [0] pas encore essayé
    [one] { $n } essai
   *[other] { $n } essais
}
outbox-letter = à { $to } : { $subject }
outbox-erased = Le contenu est effacé.
outbox-waiting = à envoyer, à partir du { $date }
outbox-sent = envoyé le { $date }
outbox-failed = abandonné le { $date } (voir « mail retry »)
outbox-answer = dernière réponse : { $answer }
outbox-unknown = Il n’y a pas de courriel n° { $number }.
outbox-from = De : { $value }
outbox-to = À : { $value }
outbox-subject = Objet : { $value }
outbox-date = Écrit le : { $value }
outbox-purpose = Motif : { $value }
outbox-id = Message-ID : { $value }
outbox-state = État : { $value }
outbox-reply = Dernière réponse : { $value }
outbox-retried = { $n ->
    [0] Aucun courriel abandonné parmi ceux-là : rien à essayer.
    [one] { $n } courriel sera essayé de nouveau par le serveur en marche.
   *[other] { $n } courriels seront essayés de nouveau par le serveur en marche.
}
outbox-posted = Le courriel d’essai est écrit : le serveur en marche l’envoie dans quelques secondes. « mail list » dit ce qu’il devient.

purpose-draft-link = lien d’un brouillon
purpose-draft-expiring = brouillon bientôt effacé
purpose-confirm = adresse à confirmer
purpose-links = liens de ses propositions
purpose-published = proposition publiée
purpose-change-requested = correction demandée
purpose-refused = proposition refusée
purpose-undone = décision annulée
purpose-taken-down = fiche retirée du public
purpose-put-back = fiche remise en ligne
purpose-sign-in = connexion
purpose-invitation = invitation
purpose-account-changed = compte modifié
purpose-test = essai

doctor-mail = Courrier
doctor-mail-files = Sans --smtp, les courriels sont gardés en fichiers dans { $path } : personne ne les reçoit.
doctor-mail-settings = { $error }
doctor-mail-waiting = { $n ->
    [0] Aucun courriel n’attend
    [one] { $n } courriel attend, depuis { $minutes } min
   *[other] { $n } courriels attendent, le plus ancien depuis { $minutes } min
}
doctor-mail-server-fault = Le serveur de courriel ne prend plus rien depuis { $minutes } min ({ $status }). Les courriels attendent. « mail list » montre sa réponse.
doctor-mail-failed = { $n ->
    [0] Aucun courriel abandonné : { $purpose }
    [one] { $n } courriel abandonné : { $purpose } (voir « mail list »)
   *[other] { $n } courriels abandonnés : { $purpose } (voir « mail list »)
}
doctor-purge-unconfirmed = { $what } : { $n } sur { $all } à effacer, c’est beaucoup d’un coup. Voir « purge ».
doctor-read-only = Le disque de { $path } est en lecture seule : rien ne peut être enregistré.

clock-sound = Horloge : juste
clock-behind = Horloge : en retard sur ce qui a déjà été vu. Rien n’est effacé tant qu’elle ne l’a pas rattrapé. Réglez l’horloge ; si elle est juste, voir « purge --confirm ».
clock-ahead = Horloge : plus de 36 heures après ce qui a été vu en dernier. Rien n’est effacé. Si elle est juste, dites-le par « purge --confirm ».

purge-no-database = { $path } n’existe pas encore : il n’y a rien à effacer.
purge-due = À effacer
purge-all = Sur
purge-gone = Effacés
purge-nothing = Il n’y a rien à effacer.
purge-soon = Le serveur en marche l’efface dans l’heure.
purge-unconfirmed = Le serveur ne l’efface pas de lui-même. « purge --confirm » efface tout ce qui est montré ici.
purge-done = C’est fait.
purge-quarantine = En quarantaine
purge-quarantine-shown = { $n ->
    [0] Aucune proposition en quarantaine.
    [one] 1 proposition en quarantaine, que personne n’a lue. « purge --quarantine --confirm » l’efface.
   *[other] { $n } propositions en quarantaine, que personne n’a lues. « purge --quarantine --confirm » les efface.
}
purge-quarantine-done = { $n ->
    [0] Aucune proposition en quarantaine n’est effacée.
    [one] 1 proposition en quarantaine est effacée.
   *[other] { $n } propositions en quarantaine sont effacées.
}
purge-age-refused = L’horloge est mise en doute : rien n’est effacé selon l’âge. Retirez --older-than, ou réglez l’horloge.
purge-too-fast = Envoyées trop vite
purge-honeypot = Champ caché rempli
purge-over-limit = Trop d’envois du même endroit

retention-class-draft = Brouillons abandonnés
retention-class-draft-without-email = Brouillons sans adresse, jamais rouverts
retention-class-unconfirmed = Propositions dont l’adresse n’est pas confirmée
retention-class-unanswered = Propositions sans réponse à une demande de précision
retention-class-closed = Propositions refusées ou retirées
retention-class-superseded = Propositions remplacées, ou dont la fiche est retirée
retention-class-mail-body = Contenus de courriels
retention-class-link = Liens périmés
retention-class-session = Sessions finies
retention-class-bucket = Compteurs d’envois
retention-class-spam-mark = Empreintes de textes indésirables
