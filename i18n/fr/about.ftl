## Pages of text

text-contents = Sur cette page

## What the directory is

about-title = À propos de l’annuaire
about-lead = Des actions pour l’emploi existent dans les quartiers, mais peu de gens les connaissent. Cet annuaire aide à les trouver, à partir de ce qui est difficile pour vous et de l’endroit où vous vivez.
about-holds = L’annuaire compte { $initiatives ->
    [one] 1 initiative
   *[other] { $initiatives } initiatives
}, { $organisations ->
    [one] 1 acteur
   *[other] { $organisations } acteurs
} et { $neighbourhoods ->
    [one] 1 quartier prioritaire
   *[other] { $neighbourhoods } quartiers prioritaires
} du Centre-Val de Loire.
about-for-whom = Pour qui
about-residents = Vous habitez un quartier
about-residents-text = Cherchez ce qui existe près de chez vous : un lieu, un numéro de téléphone quand nous le connaissons, sur écran ou sur papier.
about-advisers = Vous accompagnez quelqu’un
about-advisers-text = Croisez les difficultés de la personne et son quartier. Imprimez la fiche ou envoyez son lien.
about-associations = Vous portez une action
about-associations-text = Vérifiez ce que nous disons d’elle. Si un fait est faux ou ancien, dites-le nous.
about-reusers = Vous travaillez avec des données
about-reusers-text = Tout ce qui est publié ici se lit aussi par un programme.
about-reusers-link = Voir comment
about-state-of = à l’état « { $value } »
about-states = Ce que veulent dire les états
about-states-text = La plupart des faits sont anciens. Chaque initiative porte un état, calculé chaque jour avec les mêmes règles.
about-rule-confirmed = Le porteur de l’action nous a dit, il y a 6 mois au plus, qu’elle existe.
about-rule-to-confirm = Le porteur nous l’a dit il y a 6 à 12 mois, une source publique la montre depuis 24 mois au plus, ou une personne qui la connaît nous l’a signalée dans ce délai.
about-rule-dated = La source est plus ancienne, ou n’a pas de date. L’action a existé. Nous ne savons pas si elle existe encore : dans une liste sans mot cherché, elle vient après les autres.
about-rule-ended = Une source dit que l’action est finie. Elle n’apparaît dans la liste que si vous la demandez.
about-state-count = { $n ->
    [0] Aucune aujourd’hui
    [one] 1 aujourd’hui
   *[other] { $n } aujourd’hui
}
about-dates-text = Quand une source ne donne que l’année ou le mois, nous comptons depuis le premier jour : un fait ne paraît jamais plus récent qu’il n’est.
about-lists-title = 52 ou 57 quartiers ?
about-lists = Le décret de décembre 2014 a désigné { $old } quartiers prioritaires dans la région. Depuis le 1er janvier 2024, la liste en vigueur en compte { $all } : les mêmes { $old }, sous de nouveaux codes, et { $new } nouveaux.
about-lists-names = L’ancien nom d’un quartier se trouve toujours : « Gibjoncs » mène à Bourges Nord. Les contours montrés sont ceux de 2024.
about-lists-codes = Les codes de 2015 ne sont pas dans nos sources. Nous ne les devinons pas.
about-lists-link = Voir tous les quartiers
about-unknown = Ce que l’annuaire ne sait pas
about-unknown-text = Ce qui n’est pas dans une source n’est pas inventé. La page dit alors « inconnu », jamais oui ni non.
about-unknown-hours = Les jours, les heures, le prix et l’adresse précise des actions manquent presque toujours.
about-unknown-live = Les pages publiques ont été lues dans des copies, souvent leur début seulement. Aucune n’a été vérifiée en direct.
about-unknown-guess = Ce qui est difficile pour les personnes, et pour qui est l’action, est souvent déduit de sa description.
about-without = { $n ->
    [one] Pour 1 quartier, nous n’avons trouvé aucune initiative. C’est un manque de nos sources : il en existe peut-être.
   *[other] Pour { $n } quartiers, nous n’avons trouvé aucune initiative. C’est un manque de nos sources : il en existe peut-être.
}
about-made = Comment il est fait
about-made-text = Les faits ont été relevés le 23 novembre 2026 dans des données ouvertes et des copies de pages publiques, puis classés et rattachés aux quartiers. Les résumés sont écrits pour l’annuaire. D’autres fiches sont proposées ici par des structures ou par des personnes qui connaissent une action, puis relues avant d’être publiées.
about-made-collection = Une partie des initiatives vient d’un recueil réuni par le service régional de l’État chargé de l’emploi :
about-made-private = Le nom de qui propose une fiche n’est jamais publié. De nos sources, nous n’avons gardé aucun nom de personne privée.
about-made-link = Voir toutes les sources, leurs dates, leurs doutes et ce qui a été laissé de côté
about-api = Réutiliser les données
about-api-text = Les initiatives se lisent en JSON, avec les mêmes paramètres, les mêmes résultats et les mêmes nombres que la page de recherche :
about-api-location = Une autre adresse dit dans quel quartier prioritaire se trouve un point, ou quels quartiers sont les plus proches. Le point est arrondi à une dizaine de mètres et n’est pas gardé. La réponse est une information, pas une preuve :
about-api-mistakes = Ce que la page ignore avec un message, l’interface le refuse : un paramètre ou une valeur qui n’existe pas, un texte trop long (400), un point mal écrit (422), une page après la dernière (404). La réponse dit toutes les erreurs à la fois, au format « problem+json » (RFC 9457).
about-api-licence = Les données de l’annuaire sont sous Licence Ouverte 2.0. Citez « Quartiers vers l’emploi » et la date de votre lecture. Chaque source garde sa propre licence. Le code du site est sous licence MIT ou Apache 2.0, au choix.
about-wrong = Une erreur, un oubli ?
about-wrong-text = Écrivez à l’éditeur du site :
about-wrong-unknown = Le contact de l’éditeur du site n’est pas renseigné. Nous ne pouvons pas vous dire à qui écrire.

## Sources

sources-title = Sources et licences
sources-lead = Chaque fait de l’annuaire vient d’une source. Les voici toutes, avec leur date et ce qui est douteux.
sources-licence = Les données de l’annuaire sont sous Licence Ouverte 2.0. Chaque source garde la licence dite ici. Quand une source n’a pas de licence ouverte claire, nous n’en gardons que des faits publics : nom, genre, commune, adresse et site de l’organisme.
sources-list = Ce dont nous sommes partis
sources-publisher = Publié par
sources-licence-label = Licence
sources-as-of = Date des faits
sources-as-of-unknown = Inconnue
sources-rows-label = Dans l’annuaire
sources-rows = { $n ->
    [one] 1 fiche
   *[other] { $n } fiches
}
sources-doubts = Ce qui est douteux
sources-url = Adresse
sources-left-out = Ce que nous avons laissé de côté
sources-left-out-text = Ces fiches ont été lues et ne sont pas dans l’annuaire. « QPV » veut dire quartier prioritaire de la politique de la ville.
sources-initiatives-count = { $n ->
    [0] Aucune initiative
    [one] 1 initiative
   *[other] { $n } initiatives
}
sources-organisations-count = { $n ->
    [0] Aucun organisme
    [one] 1 organisme
   *[other] { $n } organismes
}
sources-merged = Même organisme qu’une autre fiche, qui est dans l’annuaire
sources-group-count = { $n ->
    [one] 1 fiche
   *[other] { $n } fiches
}
sources-group-names = Voir les noms
sources-none = Aucune source n’est enregistrée.

## Legal notice

legal-title = Mentions légales
legal-lead = Qui publie ce site, qui l’héberge, et ce que vous pouvez en faire.
legal-publisher = Éditeur
legal-name = Nom
legal-address = Adresse
legal-contact = Contact
legal-director = Responsable de la publication
legal-hosting-title = Hébergement
legal-hosting = Hébergeur
legal-unset = Non renseigné
legal-unset-feminine = Non renseignée
legal-reuse = Réutilisation
legal-reuse-data = Les données et les textes de l’annuaire sont sous Licence Ouverte 2.0 : vous pouvez les copier, les modifier et les diffuser, même pour vendre, en citant la source et la date.
legal-reuse-code = Le code du site est libre, sous licence MIT ou Apache 2.0, au choix.
legal-reuse-sources = Chaque source garde sa propre licence.
legal-reuse-link = Voir les sources et leurs licences
legal-worth = Ce que valent les informations
legal-worth-text = L’annuaire dit ce que des sources publiques, ou les porteurs des actions, ont dit, à leur date. Beaucoup sont anciennes. Appelez avant de vous déplacer.
legal-worth-link = Voir ce que veulent dire les états
legal-links = Les liens vers d’autres sites sont ceux que donnent les sources. Nous ne sommes pas responsables de leur contenu.

## Privacy

privacy-title = Confidentialité
privacy-lead = Vous pouvez chercher ici sans que personne le sache.
privacy-none = Ce que le site ne fait pas
privacy-no-cookie = Quand vous lisez l’annuaire, il ne pose aucun cookie et n’enregistre rien dans votre appareil.
privacy-no-account = Pour lire et chercher, il ne demande ni compte, ni nom, ni adresse.
privacy-no-audience = Il ne mesure pas l’audience.
privacy-no-third = Ses pages ne demandent rien à un autre site. Un lien vers un autre site ne lui dit pas de quelle page vous venez.
privacy-log = Ce que le serveur note
privacy-log-text = Pour réparer les pannes, le programme écrit une ligne par demande :
privacy-log-when = le jour et l’heure, et un numéro de demande
privacy-log-route = la méthode et le genre de page, par exemple « une initiative », sans dire laquelle
privacy-log-status = la réponse (trouvée, absente, en panne), sa taille et sa durée
privacy-log-not = Cette ligne ne contient ni votre adresse IP, ni les mots que vous cherchez, ni vos choix, ni votre navigateur.
privacy-log-host = L’hébergeur peut tenir son propre journal des connexions. Le programme ne le règle pas.
privacy-place = Quand vous dites où vous êtes
privacy-place-typed = Le lieu que vous tapez est lu par ce serveur, pour vous proposer des noms. Il n’est pas noté.
privacy-place-streets = Si ce n’est pas un quartier, une ville ou un code postal, ce que vous avez tapé est envoyé au service d’adresses { $value }, qui répond avec des adresses. Il reçoit ce texte de notre serveur, et rien d’autre de vous.
privacy-place-no-streets = Il n’est envoyé à personne : ce site ne demande pas à un autre où est une rue.
privacy-place-point = Le bouton « Autour de moi » demande la position de votre appareil, si vous l’acceptez. Elle est arrondie à quatre décimales, environ 10 mètres, avant de quitter votre appareil. Elle sert à une réponse, n’est ni notée ni gardée, et ne part chez personne d’autre. Elle reste dans l’adresse de la page, donc dans l’historique du navigateur.
privacy-device = Sur votre appareil
privacy-device-text = Les mots que vous cherchez sont dans l’adresse de la page, donc dans l’historique du navigateur. Si vous partagez l’appareil, effacez-le.
privacy-others = Les coordonnées publiées ici
privacy-others-text = Les téléphones et adresses électroniques de l’annuaire viennent de sources publiques, ou d’une proposition dont l’auteur a accepté de les publier, un par un. De ces sources, aucun nom de personne privée n’est gardé.
privacy-others-versions = Quand un contact est retiré d’une fiche, il n’est plus publié. Il reste dans les anciennes versions de la fiche, que seule la modération peut lire. Pour le faire effacer de partout, écrivez à l’éditeur du site.
privacy-rights = Vos droits
privacy-rights-text = Si une information de l’annuaire vous concerne, vous pouvez demander à la voir, à la corriger ou à la faire effacer. Écrivez à l’éditeur du site :
privacy-rights-cnil = Si la réponse ne vous convient pas, vous pouvez écrire à la CNIL, qui protège les données personnelles :

## Accessibility

access-title = Accessibilité : non conforme
access-lead = Ce site est fait pour être utilisé par tout le monde. Personne d’extérieur ne l’a encore vérifié.
access-state = État de conformité
access-applies = Cette déclaration s’applique au site { $value }.
access-state-text = La loi n° 2005-102 du 11 février 2005 (article 47) demande aux sites publics de suivre le référentiel général d’amélioration de l’accessibilité (RGAA). Ce site n’a pas encore été audité selon ce référentiel. Il est donc déclaré non conforme.
access-tested = Ce qui a été vérifié
access-tested-text = Des programmes vérifient chaque genre de page, sur téléphone et sur ordinateur, en clair et en sombre, avec et sans JavaScript :
access-tested-axe = les règles WCAG 2.2, niveaux A et AA, qu’une machine sait lire (axe)
access-tested-html = la validité du code des pages (html-validate)
access-tested-keyboard = la recherche, les filtres et une fiche au clavier seul ; l’endroit où l’on est reste visible
access-tested-zoom = l’affichage à 320 pixels de large et avec un texte deux fois plus grand, sans défilement sur le côté
access-tested-colours = les couleurs imposées par l’appareil, et l’impression
access-not-tested = Ces vérifications ne voient qu’une partie des problèmes. Aucune personne handicapée n’a encore essayé le site, et aucun lecteur d’écran n’a été essayé par une personne.
access-known = Ce que nous savons imparfait
access-known-languages = Le site n’existe ni en langue des signes, ni en « facile à lire et à comprendre », ni dans une autre langue que le français.
access-known-links = Les sites et documents vers lesquels mènent les liens ne dépendent pas de nous.
access-report = Signaler un problème
access-report-text = Si vous n’arrivez pas à lire ou à utiliser une page, écrivez à l’éditeur du site. Il doit vous donner l’information d’une autre façon.
access-remedy = Si personne ne vous répond
access-remedy-text = Vous avez signalé un problème et la réponse ne vous convient pas ? Vous pouvez saisir le Défenseur des droits :
access-remedy-form = écrire avec son formulaire
access-remedy-delegate = rencontrer son délégué près de chez vous
access-remedy-post = lui écrire par courrier, gratuitement et sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07
access-established = Cette déclaration a été écrite le 24 novembre 2026.
site-map-title = Plan du site
site-map-lead = Toutes les pages du site, en listes.
site-map-find = Chercher
site-map-barriers = Par besoin
site-map-departements = Par département
site-map-collections = Les recueils
