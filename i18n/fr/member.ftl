# Sign-in, account, members.

device-on = { $browser } sous { $system }
device-unknown = Navigateur inconnu

## Sign-in

sign-in-title = Se connecter
sign-in-lead = Pour les personnes qui relisent et publient les propositions des associations.
sign-in-not-safe = L’adresse de ce site n’est pas en « https ». Votre navigateur refusera de garder votre connexion. La personne qui installe le site doit y remédier.
sign-in-mail = Par courriel et code
sign-in-mail-help = Marche partout, sans rien installer ici. Il faut ouvrir vos courriels et votre application de codes.
sign-in-address = Votre adresse électronique
sign-in-address-help = Celle où vous avez reçu votre invitation.
sign-in-limit = Trop de liens ont été demandés depuis votre réseau. Réessayez dans quelques minutes, ou utilisez votre clé d’accès. { $value }
sign-in-mail-button = Recevoir un lien
sign-in-button = Me connecter
sign-in-others = Vous représentez une association ?
sign-in-others-text = Vous n’avez pas besoin de compte pour proposer une initiative, ni pour suivre ce que vous avez proposé.
sign-in-propose = Proposer une initiative
sign-in-follow = Retrouver mes propositions
address-missing = Tapez une adresse électronique.
address-wrong = Cette adresse n’est pas complète. Elle ressemble à prenom.nom@exemple.fr.

passkey-title = Avec une clé d’accès
passkey-help = Votre téléphone, votre ordinateur ou votre clé de sécurité prouve que c’est vous. Il le fait par l’empreinte, le visage ou un code. Rien à taper, rien à retenir.
passkey-sign-in = Me connecter avec ma clé d’accès
passkey-reauth = Utiliser ma clé d’accès
passkey-failed = La clé d’accès n’a pas répondu, ou vous avez annulé. Réessayez, ou passez par un courriel et un code.
passkey-refused = Cette clé d’accès n’est liée à aucun compte, ou sa réponse est venue trop tard. Réessayez.
passkey-not-made = Cette clé d’accès n’a pas pu être ajoutée. Elle l’est peut-être déjà. Réessayez, ou prenez-en une autre.
passkey-no-script = Les clés d’accès demandent JavaScript, qui est arrêté dans votre navigateur.
passkey-in-figures = Les clés d’accès demandent un nom de domaine. L’adresse de ce site est en chiffres : elles n’y marchent pas.
passkey-not-built-in = Les clés d’accès ne sont pas proposées sur ce site.
passkey-not-safe = Les clés d’accès demandent une adresse en « https » : elles ne marchent pas ici.

link-sent-title = Regardez vos courriels
link-sent-lead = Si l’adresse que vous avez tapée est celle d’un membre, un courriel y arrive dans la minute. Ouvrez le lien qu’il contient. Il sert une seule fois, pendant 10 minutes.
link-sent-code = Ou tapez ici le code du courriel
link-sent-code-help = Utile si vous lisez vos courriels sur un autre appareil. Le code ne sert que dans ce navigateur.
link-sent-nothing = Rien n’arrive ?
link-sent-nothing-text = Regardez dans les courriels indésirables et vérifiez l’adresse. Une adresse reçoit au plus 5 courriels par heure. Chaque nouvelle demande remplace la précédente.
link-sent-again = Refaire une demande
received-label = Code du courriel
received-help = 8 lettres et chiffres, par exemple 7K2M-9QXT.
received-missing = Tapez le code qui est dans le courriel.
received-wrong = Ce code n’est pas celui du courriel. Vérifiez-le. Après 5 essais, il ne sert plus.
proof-digits = Code de votre application
proof-digits-help = Les 6 chiffres qu’elle montre en ce moment.
proof-lost = Je n’ai pas mon application
proof-recovery = Code de secours
proof-recovery-help = Un des dix codes que vous avez gardés, de 24 lettres et chiffres. Chacun ne sert qu’une fois.
proof-missing = Tapez les 6 chiffres de votre application, ou un code de secours.
proof-malformed = Il faut les 6 chiffres de votre application. Un code de secours se tape plus bas.
proof-wrong = Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant et tapez-le. Après 5 essais, il faut refaire une demande.
proof-recovery-needed = Tapez un code de secours, ou utilisez votre clé d’accès.
totp-refused = Trop de codes faux ont été essayés. Les codes de votre application sont refusés pendant 24 heures. Ils serviront de nouveau { $value }. D’ici là, utilisez un code de secours ou votre clé d’accès.
proof-recovery-malformed = Un code de secours a 24 lettres et chiffres. Vérifiez que rien ne manque.
proof-recovery-wrong = Ce code de secours n’est pas à vous, ou il a déjà servi. Essayez-en un autre.
link-title = Se connecter au compte de { $value }
link-email = Avec l’adresse { $value }.
link-no-totp = Ce compte n’a pas d’application de codes. Il faut un code de secours. Ou bien connectez-vous avec une clé d’accès.
link-dead = Ce lien ne sert plus
link-dead-text = Il a déjà servi, il est trop ancien, ou trop de codes faux ont été essayés. Faites une nouvelle demande.
link-dead-way = Me connecter

reauth-title = Prouvez encore une fois que c’est vous
reauth-lead = Ce que vous allez faire est important. Cette preuve vaut pour 10 minutes.
reauth-code = Avec un code
reauth-button = C’est moi

enrolment-title = Bienvenue, { $value }
enrolment-text = Vous rejoignez les personnes qui relisent pour Quartiers vers l’emploi, avec l’adresse { $email }. { $role }
enrolment-button = Créer mon accès
enrolment-late = Ce lien est trop ancien
enrolment-late-text = Il ne servait que 15 minutes. Nous pouvons en envoyer un autre à { $value }.
enrolment-late-button = Recevoir un autre lien
enrolment-renewed = Un autre lien est en route
enrolment-renewed-text = Il arrive dans la minute à l’adresse de votre invitation. Il sert une seule fois, pendant 15 minutes.
enrolment-dead = Cette invitation ne sert plus
enrolment-dead-text = Elle a déjà servi, ou une autre l’a remplacée. Ou elle a plus d’une semaine. Votre accès est créé ? Connectez-vous. Sinon, demandez une nouvelle invitation à la personne qui administre le site.

## Account

member-nav = Modération
member-nav-members = Membres
member-nav-account = Mon compte
member-nav-out = Se déconnecter
role-administrator = Administre le site : relit toutes les propositions et gère les membres.
role-moderator = Relit les propositions de toute la région.
role-moderator-of = Relit les propositions de ces départements : { $value }.

account-title = Mon compte
account-back = Revenir à mon compte
account-invited = Choisissez comment vous vous connecterez
account-invited-text = Choisissez au moins une façon de vous connecter : une clé d’accès ou une application de codes. Faites-le maintenant. Le lien de votre invitation ne sert qu’une fois, et ne vous laissera plus entrer.
passkeys-title = Mes clés d’accès
passkeys-help = La façon la plus sûre et la plus rapide de vous connecter.
passkeys-none = Aucune clé d’accès pour le moment.
passkeys-second = Ajoutez-en une seconde, sur un autre appareil. Si vous perdez le premier, vous entrerez quand même.
passkey-used = Utilisée { $value }
passkey-made = Ajoutée { $value }, pas encore utilisée
passkey-remove = Retirer
passkey-add-title = Ajouter une clé d’accès
passkey-add-help = Votre navigateur vous demandera votre empreinte, votre visage, un code ou une clé de sécurité.
passkey-add = Ajouter une clé d’accès
passkey-name = Nom de cette clé
passkey-name-help = Pour la reconnaître dans la liste, par exemple « téléphone » ou « ordinateur du bureau ».
totp-title = Application de codes
totp-help = Sur votre téléphone, elle montre un code de 6 chiffres qui change toutes les 30 secondes. Avec un courriel, il remplace une clé d’accès là où il n’y en a pas.
totp-there = Une application est liée à votre compte.
totp-add = Lier une application
totp-change = Lier une autre application
totp-remove = Retirer l’application
totp-step-app = Installez sur votre téléphone une application de codes, si vous n’en avez pas. Par exemple : FreeOTP, Aegis, Google Authenticator ou Microsoft Authenticator.
totp-step-scan = Dans l’application, ajoutez un compte et visez ce dessin :
totp-qr = Code QR pour l’application de codes
totp-step-type = Ou tapez cette clé dans l’application :
totp-step-open = Ouvrir dans l’application de cet appareil
totp-code = Tapez le code que l’application montre
totp-code-help = 6 chiffres.
totp-confirm = Lier cette application
totp-missing = Tapez les 6 chiffres que l’application montre.
totp-wrong = Ce code n’est pas le bon. Vérifiez que l’heure de votre téléphone est juste, et tapez le code suivant.
last-way = C’est votre dernière façon de vous connecter. Ajoutez-en une autre avant de la retirer.
way-added = C’est fait : vous pouvez vous connecter ainsi dès maintenant.
codes-title = Codes de secours
codes-why = Un code de secours remplace votre clé ou votre application, le jour où vous ne l’avez pas. Il y en a dix, chacun sert une fois. Gardez-les sur papier ou dans un coffre de mots de passe.
codes-left = { $n ->
    [0] Vous n’avez pas de code de secours.
    [one] Il vous reste un code de secours.
   *[other] Il vous reste { $n } codes de secours.
}
codes-replaced = Si vous en créez d’autres, les anciens ne serviront plus.
codes-make = Créer dix codes de secours
codes-already = Cette page a déjà servi à créer des codes. Ils ont été montrés une seule fois. Vous les avez notés ? Il n’y a rien à faire. Sinon, créez-en d’autres : ils remplaceront ceux-là.
codes-made = Vos dix codes de secours
codes-made-text = Notez-les ou imprimez-les maintenant. Cette page ne les montrera plus jamais.
codes-saved = Je les ai gardés
sessions-title = Mes sessions
sessions-help = Les navigateurs où votre compte est ouvert. Une session finit après 2 heures sans rien faire. Vous pouvez garder ouverte celle d’ici. Toute session finit au plus tard après 12 heures.
sessions-end = Fermer toutes les autres sessions
session-here = (ici)
session-line = Ouverte { $made } { $method }, utilisée { $seen }.
session-end = Fermer
session-extend = Garder cette session ouverte
session-extend-help = Elle ne finira plus après 2 heures sans rien faire. Elle finira 12 heures après son ouverture.
session-extended = Elle reste ouverte, même sans rien faire. Elle finit 12 heures après son ouverture.
method-passkey = par une clé d’accès
method-mail-totp = par courriel et code
method-recovery = par un code de secours
method-enrolment = par une invitation

## Member administration

members-title = Membres de la modération
members-count = { $n ->
    [0] Personne ne relit les propositions.
    [one] Une personne relit les propositions.
   *[other] { $n } personnes relisent les propositions.
}
members-name = Personne
members-role = Rôle
members-status = État
members-lockouts = Codes refusés
members-lockouts-help = Dix codes faux en un jour : les codes de l’application sont refusés pendant 24 heures. Demandez à la personne si c’était elle. Si ce n’est pas elle, quelqu’un lit peut-être ses courriels.
members-lockout = Dixième code faux { $value }.
members-back = Revenir aux membres
member-invited = Invitation envoyée, pas encore d’accès
member-active = Accès en place
member-removed = Accès retiré
member-invite = Inviter quelqu’un
member-invite-button = Envoyer l’invitation
member-email = Adresse électronique
member-email-help = L’invitation y est envoyée. Elle sert ensuite à se connecter.
member-name = Prénom et nom
member-name-help = Les autres membres le voient.
member-name-missing = Tapez un prénom et un nom.
member-name-wrong = Ce nom est trop long, ou contient un signe qui ne s’écrit pas.
member-role = Rôle
member-role-moderator = Relit et publie
member-role-administrator = Relit, publie et gère les membres
member-role-missing = Choisissez un rôle.
member-departements = Départements
member-departements-help = Pour qui relit seulement. Rien de coché : toute la région.
member-departements-wrong = Un des départements cochés n’est pas dans cet annuaire.
member-already = Cette adresse est déjà celle d’un membre, ou d’une personne que vous avez invitée.
member-save = Enregistrer
member-access = Accès
member-again = Renvoyer l’invitation
member-again-help = L’ancien lien ne servira plus.
member-reset = Refaire ses accès
member-reset-help = Pour quelqu’un qui a perdu ses clés et ses codes. Ses clés, ses codes et ses sessions sont effacés. Une invitation part à son adresse.
member-remove-title = Retirer cette personne
member-remove-help = Ses sessions sont fermées tout de suite. Ce qu’elle a décidé reste dans l’historique.
member-remove = Retirer
member-remove-ask = Retirer { $value } ?
member-remove-not = Ne rien changer
member-back = Revenir à cette personne
last-administrator = C’est la dernière personne qui administre le site. Nommez-en une autre d’abord. Attendez qu’elle ait créé son accès.

## Privacy

privacy-members = Si vous relisez les propositions
privacy-members-account = Votre compte garde votre nom, votre adresse électronique et votre rôle. Il garde aussi de quoi vous reconnaître : des clés publiques, un secret chiffré, des empreintes de codes. Quand vous quittez l’équipe, tout est effacé, sauf votre nom et votre adresse. Ils restent liés à ce que vous avez décidé.
privacy-members-cookie = Tant que votre compte est ouvert, un cookie le dit à ce site, et à lui seul. Il finit avec la session, au plus tard après 12 heures. Deux autres, de 5 et 10 minutes, servent pendant que vous vous connectez. Un dernier dure six mois. Il rappelle que ce navigateur a déjà servi à vous connecter. Ainsi, personne ne bloque vos liens de connexion en les demandant à votre place.
privacy-members-session = Pour chaque session, le site garde l’heure et le genre de navigateur (« Firefox sous Windows »). Vous pouvez ainsi reconnaître les vôtres. Il garde un jour l’heure des codes faux tapés pour votre compte. Le journal ne contient que le numéro de votre compte.
proof-required = Remplissez tous les codes demandés. Un code de secours remplace celui de l’application.
