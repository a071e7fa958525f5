## Backup and restore: messages to operators

backup-made = Sauvegarde faite : { $path }
backup-content = { $initiatives } initiatives, { $proposals } propositions, { $size } Ko.
backup-key-separate = La clé « secret.key » n’y est pas. Gardez-en une copie ailleurs.
backup-no-folder = aucun dossier de sauvegarde n’est donné. Écrivez « backup DOSSIER », ou réglez --backup.
backup-no-database = { $path } n’existe pas encore : il n’y a rien à sauvegarder.
backup-none = { $path } ne contient aucune sauvegarde.
backup-bad-manifest = { $path } n’est pas le manifeste d’une sauvegarde : { $detail }.
backup-newer = { $path } vient d’une version plus récente du programme ({ $detail }). Restaurez-la avec cette version.
backup-size = { $path } fait { $found } octets au lieu de { $expected }. Cette sauvegarde est incomplète. Prenez-en une autre.
backup-digest = le contenu de { $path } n’est plus celui de la sauvegarde. Il a changé après coup. Rien n’a été restauré. Prenez une autre sauvegarde.
backup-unreadable = { $path } est abîmé : { $detail }. Rien n’a été restauré. Prenez une autre sauvegarde.
backup-space = il reste { $found } Mo sur le disque de { $path }, et il en faut { $expected }. Les sauvegardes précédentes sont intactes.
backup-no-parent = le dossier { $path } n’existe pas. Un disque n’est peut-être pas monté. Aucune sauvegarde n’a été faite.
backup-damaged = la base de données { $path } est abîmée : { $detail }. Aucune sauvegarde n’a été faite. Les précédentes sont intactes.

restore-done = La sauvegarde du { $at } est en place dans { $path }.
restore-counts = { $initiatives } initiatives, { $proposals } propositions, { $accounts } membres. Le contenu est celui du manifeste.
restore-erased = { $n ->
    [0] Rien n’a été effacé depuis cette sauvegarde.
    [one] 1 élément effacé depuis cette sauvegarde l’a été de nouveau.
   *[other] { $n } éléments effacés depuis cette sauvegarde l’ont été de nouveau.
}
restore-no-list = La liste « erasures.log » manque à côté de la sauvegarde. Ce qui a été effacé depuis est revenu.
restore-unreadable-lines = { $n ->
    [0] Toutes les lignes de « erasures.log » se lisent.
    [one] 1 ligne de « erasures.log » ne se lit pas.
   *[other] { $n } lignes de « erasures.log » ne se lisent pas.
}
restore-signed-out = Tous les membres sont déconnectés. Les liens de connexion ne servent plus.
restore-check-roles = Vérifiez les rôles des membres. Ceux qui ont été réduits depuis sont revenus.
restore-lost = La clé est perdue : une clé neuve est en place.
restore-lost-mails = { $n ->
    [0] Aucun courriel n’attendait.
    [one] 1 courriel en attente est perdu.
   *[other] { $n } courriels en attente sont perdus.
}
restore-lost-authenticators = { $n ->
    [0] Aucun membre n’utilisait de codes à usage unique.
    [one] 1 membre perd ses codes à usage unique. Sans clé d’accès, il doit être invité de nouveau.
   *[other] { $n } membres perdent leurs codes à usage unique. Ceux qui n’ont pas de clé d’accès doivent être invités de nouveau.
}
restore-took = Durée : { $seconds } s.
restore-not-empty = { $path } n’est pas vide. Rien n’a été touché. Déplacez ce qu’il contient, ou choisissez un autre dossier avec --data.
restore-key-needed = la clé du serveur n’est dans aucune sauvegarde. Donnez-la avec --key FICHIER. Si elle est perdue, ajoutez --accept-loss. Seront alors perdus : les courriels en attente ({ $mails }), les codes à usage unique des membres ({ $authenticators }), et les formulaires en cours.
restore-no-key = { $path } ne contient pas de clé. Rien n’a été restauré.
restore-wrong-key = { $path } est la clé d’une autre base de données. Rien n’a été restauré.

doctor-backup = Sauvegardes
doctor-backup-unset = Aucune sauvegarde n’est faite par le serveur. Voir --backup.
doctor-backup-last = Dernière sauvegarde : { $at } ({ $n } en tout)
doctor-backup-late = La dernière sauvegarde a plus de deux heures.
doctor-backup-broken = { $error }
doctor-drill-done = Exercice : sauvegarde du { $at } restaurée à part en { $seconds } s, { $initiatives } initiatives, { $organisations } acteurs, { $proposals } propositions
doctor-drill-failed = Exercice : { $error }
doctor-drill-unset = L’exercice a besoin d’un dossier de sauvegarde. Voir --backup.
