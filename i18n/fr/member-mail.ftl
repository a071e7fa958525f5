# Mails to members.
mail-hello = Bonjour { $name },

mail-sign-in-subject = Votre lien pour vous connecter
mail-sign-in-why = Quelqu’un, sans doute vous, demande à se connecter avec cette adresse. C’est pour relire les propositions de Quartiers vers l’emploi.
mail-sign-in-way = Me connecter
mail-sign-in-once = Ce lien sert une seule fois, pendant 10 minutes. La page vous demandera aussi le code de votre application, ou un de vos codes de secours.
mail-sign-in-code = Ou bien tapez ce code dans le navigateur où vous avez fait la demande. Il ne sert nulle part ailleurs. Ne le donnez à personne, même à quelqu’un qui dit appeler de notre part.
mail-sign-in-not-you = Cette demande ne vient pas de vous ? Ne faites rien. Sans votre application, personne ne peut entrer.

mail-invitation-subject = Rejoignez la modération de Quartiers vers l’emploi
mail-invitation-from = { $name } vous invite à relire les propositions des associations dans Quartiers vers l’emploi.
mail-invitation-why = Nous vous invitons à relire les propositions des associations dans Quartiers vers l’emploi.
mail-invitation-way = Créer mon accès
mail-invitation-late = Ce lien sert une seule fois, pendant 15 minutes. S’il est trop tard, ouvrez-le quand même. Pendant une semaine, la page vous propose d’en recevoir un autre à cette adresse.

mail-changed-subject = Votre compte a changé
mail-changed-way = Voir mon compte
mail-changed-not-you = Ce n’est pas vous ? Connectez-vous tout de suite et fermez les autres sessions. Prévenez la personne qui administre le site.
mail-passkey-added = Une clé d’accès a été ajoutée à votre compte de modération.
mail-passkey-removed = Une clé d’accès a été retirée de votre compte de modération. Les sessions ouvertes avec elle sont fermées.
mail-totp-set = Une application de codes a été liée à votre compte de modération. S’il y en avait une autre, elle ne sert plus. Les sessions ouvertes avec elle sont fermées.
mail-totp-removed = L’application de codes a été retirée de votre compte de modération. Les sessions ouvertes avec ses codes sont fermées.
mail-totp-refused-subject = Trop de codes faux sur votre compte
mail-totp-refused = Dix codes faux ont été essayés sur votre compte en un jour. Les codes de votre application sont refusés pendant 24 heures. Ils serviront de nouveau { $date }. D’ici là, utilisez votre clé d’accès ou un code de secours.
mail-codes-made = Dix nouveaux codes de secours ont été créés pour votre compte de modération. Les anciens ne servent plus.
mail-code-used = { $n ->
    [0] Votre dernier code de secours vient de servir. Créez-en dix nouveaux depuis votre compte.
    [one] Un de vos codes de secours vient de servir. Il vous en reste un.
   *[other] Un de vos codes de secours vient de servir. Il vous en reste { $n }.
}
mail-role-administrator = Votre rôle a changé : vous administrez maintenant le site. Vous relisez les propositions de toute la région et gérez les membres.
mail-role-moderator = Votre rôle a changé : vous relisez maintenant les propositions de toute la région.
mail-role-moderator-of = Votre rôle a changé : vous relisez maintenant les propositions d’une partie de la région : { $departements }.
mail-removed = Votre compte de modération a été fermé. Merci pour le temps que vous y avez passé.
