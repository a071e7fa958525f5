## Text pages

text-contents = Sur cette page

## About the directory

about-title = À propos de l’annuaire
about-lead = Des actions pour l’emploi existent dans les quartiers, mais peu de gens les connaissent. Cet annuaire aide à les trouver. Vous partez de ce qui est difficile pour vous et de l’endroit où vous vivez.
about-holds = L’annuaire compte { $initiatives ->
    [0] aucune initiative
    [one] 1 initiative
   *[other] { $initiatives } initiatives
}, { $organisations ->
    [0] aucun lieu d’aide
    [one] 1 lieu d’aide
   *[other] { $organisations } lieux d’aide
} et { $neighbourhoods ->
    [0] aucun quartier prioritaire
    [one] 1 quartier prioritaire
   *[other] { $neighbourhoods } quartiers prioritaires
} du Centre-Val de Loire.
about-for-whom = Pour qui
about-residents = Vous habitez un quartier
about-residents-text = Cherchez ce qui existe près de chez vous. Vous trouverez un lieu, et un numéro de téléphone quand nous le connaissons.
about-advisers = Vous accompagnez quelqu’un
about-advisers-text = Croisez les difficultés de la personne et son quartier. Imprimez la fiche ou envoyez son lien.
about-associations = Vous organisez une action
about-associations-text = Vérifiez ce que nous disons d’elle. Si un fait est faux ou ancien, dites-le nous.
about-reusers = Vous travaillez avec des données
about-reusers-text = Un programme peut lire les initiatives, les aides, les lieux, et dire le quartier d’un point.
about-reusers-link = Voir comment
about-state-of = à l’état « { $value } »
about-states = Ce que veulent dire les états
about-states-text = La plupart des faits sont anciens. Chaque initiative a un état. Il est calculé chaque jour avec les mêmes règles.
about-rule-confirmed = L’organisateur nous a dit que l’action existe. C’était il y a 6 mois au plus.
about-rule-to-confirm = Quelqu’un l’a vue il y a peu. C’est l’organisateur, il y a 6 à 12 mois. Ou c’est une source publique, il y a 24 mois au plus. Ou c’est une personne qui la connaît, dans le même délai.
about-rule-dated = La source est plus ancienne, ou n’a pas de date. L’action a existé. Nous ne savons pas si elle existe encore. Dans une liste sans mot cherché, elle vient après les autres.
about-rule-ended = Une source dit que l’action est finie. Elle n’apparaît dans la liste que si vous la demandez.
about-state-count = { $n ->
    [0] Aucune aujourd’hui
    [one] 1 aujourd’hui
   *[other] { $n } aujourd’hui
}
about-dates-text = Parfois la source ne donne que l’année ou le mois. Nous comptons alors depuis le premier jour. Ainsi, un fait ne paraît jamais plus récent qu’il n’est.
about-lists-title = 52 ou 57 quartiers ?
about-lists = Le décret de décembre 2014 a désigné { $old } quartiers prioritaires dans la région. Depuis le 1er janvier 2024, la liste en vigueur en compte { $all }. Ce sont les mêmes { $old }, sous de nouveaux codes, et { $new } nouveaux.
about-lists-names = L’ancien nom d’un quartier se trouve toujours : « Gibjoncs » mène à Bourges Nord. Les limites montrées sont celles de 2024.
about-lists-codes = Les codes de 2015 ne sont pas dans nos sources. Nous ne les devinons pas.
about-lists-link = Voir tous les quartiers
about-unknown = Ce que l’annuaire ne sait pas
about-unknown-text = Nous n’inventons rien. Quand une source ne dit pas une chose, la page dit « inconnu ». Elle ne dit jamais oui ou non à sa place.
about-unknown-hours = Les jours, les heures, le prix et l’adresse précise des actions manquent presque toujours.
about-unknown-live = Nous avons lu des copies de pages publiques, souvent leur début seulement. Aucune n’a été vérifiée en direct.
about-unknown-guess = Nous déduisons souvent de la description pour qui est l’action, et ce qu’elle rend moins difficile.
about-without = { $n ->
    [0] Pour chaque quartier, nous avons trouvé au moins une initiative.
    [one] Pour 1 quartier, nous n’avons trouvé aucune initiative. Il en existe peut-être : nos sources n’en parlent pas.
   *[other] Pour { $n } quartiers, nous n’avons trouvé aucune initiative. Il en existe peut-être : nos sources n’en parlent pas.
}
about-made = Comment il est fait
about-made-text = Nous avons lu des données ouvertes et des copies de pages publiques en novembre 2026. Puis nous avons classé les faits et les avons rattachés aux quartiers. Nous écrivons les résumés. D’autres fiches sont proposées ici par des structures, ou par des personnes qui connaissent une action. Quelqu’un les relit avant de les publier.
about-made-collection = Une partie des initiatives vient d’un recueil. Il a été réuni par le service régional de l’État chargé de l’emploi :
about-made-private = Le nom de qui propose une fiche n’est jamais publié. De nos sources, nous n’avons gardé aucun nom de personne privée.
about-made-link = Voir toutes les sources, leurs dates, leurs doutes et ce qui a été laissé de côté
about-api = Réutiliser les données
about-api-text = Un programme peut lire les initiatives, au format JSON (des données en texte). Les paramètres, les résultats et les nombres sont ceux de la page de recherche :
about-api-location = Une autre adresse dit dans quel quartier prioritaire se trouve un point. Elle dit aussi quels quartiers sont les plus proches. Le point est arrondi à une dizaine de mètres et n’est pas gardé. La réponse est une information, pas une preuve :
about-api-schemes = Les aides et droits se lisent ici, avec les filtres de leur page (frein, public, par) :
about-api-needs = Un besoin à un endroit : ce qui existe, qui appeler, les aides. Donnez un quartier ou une commune, et un frein :
about-api-errors = L’interface refuse ce qu’elle ne comprend pas. Un paramètre ou une valeur qui n’existe pas, trop de valeurs, un texte trop long : 400. Une adresse de plus de 4 096 octets : 414. Un point mal écrit : 422. Une page après la dernière : 404. La réponse dit jusqu’à 50 erreurs à la fois. Son format est « problem+json », décrit par la norme RFC 9457.
about-api-licence = Les données de l’annuaire sont sous Licence Ouverte 2.0. Citez « Quartiers vers l’emploi » et la date de votre lecture. Chaque source garde sa propre licence. Le code du site est sous licence MIT ou Apache 2.0, au choix.
about-wrong = Une erreur, un oubli ?
about-wrong-text = Écrivez à l’éditeur du site :
about-wrong-unknown = Nous ne connaissons pas d’adresse où écrire.

## Sources

sources-title = Sources et licences
sources-lead = Chaque fait de l’annuaire vient d’une source. Les voici toutes, avec leur date et ce qui est douteux.
sources-licence = Les données de l’annuaire sont sous Licence Ouverte 2.0. Chaque source garde la licence dite ici. Parfois, une source n’a pas de licence ouverte claire. Nous n’en gardons alors que des faits publics : nom, genre, commune, adresse et site de l’organisme.
sources-list = Ce dont nous sommes partis
sources-publisher = Publié par
sources-licence-label = Licence
sources-as-of = Date des faits
sources-as-of-unknown = Inconnue
sources-rows-label = Dans l’annuaire
sources-rows = { $n ->
    [0] Aucune fiche
    [one] 1 fiche
   *[other] { $n } fiches
}
sources-caveats = Ce qui est douteux
sources-url = Adresse
sources-left-out = Ce que nous avons laissé de côté
sources-left-out-text = Nous avons lu ces fiches. Elles ne sont pas dans l’annuaire.
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
    [0] Aucune fiche
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
legal-reuse-data = Vous pouvez copier, modifier et diffuser les données et les textes, même pour vendre. Citez la source et la date. C’est la Licence Ouverte 2.0.
legal-reuse-code = Le code du site est libre, sous licence MIT ou Apache 2.0, au choix.
legal-reuse-sources = Chaque source garde sa propre licence.
legal-reuse-link = Voir les sources et leurs licences
legal-value = Ce que valent les informations
legal-value-text = L’annuaire dit ce que des sources publiques ou les organisateurs ont dit, à leur date. Beaucoup d’informations sont anciennes. Appelez avant de vous déplacer.
legal-value-link = Voir ce que veulent dire les états
legal-links = Les liens vers d’autres sites sont ceux que donnent les sources. Nous ne sommes pas responsables de leur contenu.

## Privacy

privacy-title = Confidentialité
privacy-lead = Vous pouvez chercher ici sans que personne le sache.
privacy-none = Ce que le site ne fait pas
privacy-no-cookie = Quand vous lisez l’annuaire, il ne pose aucun cookie. Il n’enregistre rien dans votre appareil, sauf « Ma liste » si vous en faites une.
privacy-no-account = Pour lire et chercher, il ne demande ni compte, ni nom, ni adresse.
privacy-no-audience = Il ne mesure pas l’audience.
privacy-no-third = Ses pages ne demandent rien à un autre site. Un lien vers un autre site ne lui dit pas de quelle page vous venez.
privacy-log = Ce que le serveur note
privacy-log-text = Pour réparer les pannes, le programme écrit une ligne par demande :
privacy-log-when = le jour et l’heure, et un numéro de demande
privacy-log-route = la méthode et le genre de page, par exemple « une initiative », sans dire laquelle
privacy-log-status = la réponse (trouvée, absente, en panne), sa taille et sa durée
privacy-log-not = Cette ligne ne contient pas votre adresse de connexion (adresse IP). Elle ne contient pas les mots que vous cherchez, ni vos choix. Elle ne dit pas quel est votre navigateur.
privacy-log-host = L’hébergeur peut tenir son propre journal des connexions. Le programme ne le règle pas.
privacy-place = Quand vous dites où vous êtes
privacy-place-typed = Le lieu que vous tapez est lu par ce serveur, pour vous proposer des noms. Il n’est pas noté.
privacy-place-streets = Parfois, ce que vous tapez n’est ni un quartier, ni une ville, ni un code postal. Nous l’envoyons alors au service d’adresses { $value }, qui répond avec des adresses. Il reçoit ce texte de notre serveur, et rien d’autre de vous.
privacy-place-no-streets = Il n’est envoyé à personne : ce site ne demande pas à un autre où est une rue.
privacy-place-point = Le bouton « Autour de moi » demande la position de votre appareil, si vous l’acceptez. Elle est arrondie à quatre décimales, environ 10 mètres, avant de quitter votre appareil. Elle sert à une réponse. Elle n’est ni notée ni gardée, et ne part chez personne d’autre. Elle reste dans l’adresse de la page, donc dans l’historique du navigateur.
privacy-device = Sur votre appareil
privacy-device-text = Les mots que vous cherchez sont dans l’adresse de la page. Ils restent donc dans l’historique du navigateur. Si vous partagez l’appareil, effacez-le.
privacy-list = « Ma liste » contient des numéros de fiches de l’annuaire. Elle est dans l’adresse de la page, et dans votre navigateur. Elle n’est pas gardée sur ce serveur.
privacy-list-end = Votre navigateur l’efface à la fin du jour, au plus tard à la visite suivante. Le bouton « Tout retirer » l’efface tout de suite. Si vous choisissez de la garder plus longtemps, elle reste jusqu’à ce que vous la retiriez.
privacy-list-heading = Le titre que vous écrivez pour la feuille reste dans votre navigateur. Il n’est jamais envoyé.
privacy-others = Les coordonnées publiées ici
privacy-others-text = Les téléphones et les adresses électroniques viennent de sources publiques. Ou bien l’auteur d’une proposition a accepté de les publier, un par un. Nous ne gardons de ces sources aucun nom de personne privée.
privacy-others-versions = Quand un contact est retiré d’une fiche, il n’est plus publié. Il reste dans les anciennes versions de la fiche. Seules les personnes qui relisent peuvent les voir. Pour le faire effacer de partout, écrivez à l’éditeur du site.
privacy-rights = Vos droits
privacy-rights-text = Une information de l’annuaire vous concerne ? Vous pouvez demander à la voir, à la corriger ou à la faire effacer. Écrivez à l’éditeur du site :
privacy-rights-cnil = La réponse ne vous convient pas ? Vous pouvez écrire à la Commission nationale de l’informatique et des libertés (CNIL). Elle protège les données personnelles :

## Accessibility

access-title = Accessibilité : partiellement conforme
access-lead = Ce site est fait pour être utilisé par tout le monde. Nous l’avons vérifié nous-mêmes, page par page.
access-state = État de conformité
access-applies = Cette déclaration s’applique au site { $value }.
access-state-law = La loi demande aux sites publics de suivre un règlement. C’est le référentiel général d’amélioration de l’accessibilité (RGAA). La loi est la loi n° 2005-102 du 11 février 2005, article 47.
access-state-text = Ce site suit presque tout le RGAA, dans sa version 4.1.2. Un point manque. Le site est donc partiellement conforme.
access-results = Résultats
access-rate = Le site respecte 98,55 % des critères qui le concernent : 68 sur 69. Une page respecte en moyenne 99,85 % de ses critères.
access-who = Ceux qui font le site ont vérifié 12 pages, le 29 novembre 2026. Personne d’extérieur ne l’a refait. La grille des réponses est publiée avec le code du site.
access-known = Ce qui n’est pas accessible
access-known-session = Critère 13.1 du RGAA : une session de relecture finit au plus tard après 12 heures. Ces 12 heures ne s’allongent pas. Elle finit aussi après 2 heures sans rien faire : un bouton de la page « Mon compte » enlève cette limite. Les 12 heures sont un choix de sécurité : ces pages montrent des noms et des adresses privés. On peut se reconnecter aussitôt. Cela ne concerne que les personnes qui relisent les propositions.
access-known-text = Ce qui suit n’est pas une faute selon le RGAA. Cela peut vous gêner.
access-known-languages = Le site n’existe qu’en français. Il n’existe pas en langue des signes. Il n’existe pas non plus en « facile à lire et à comprendre ».
access-known-marks = Sur les cartes, les points sont petits là où il y en a beaucoup : moins de 24 pixels. Une liste avec les mêmes liens se trouve à côté de la carte.
access-known-lynx = Le navigateur en mode texte lynx ne dit pas de quelle page il vient quand l’adresse contient une recherche. Ouvrez le formulaire depuis le menu : l’envoi est alors accepté.
access-known-links = Les sites et documents vers lesquels mènent les liens ne dépendent pas de nous.
access-sample = Pages vérifiées
access-sample-home = l’accueil
access-sample-results = les résultats d’une recherche, avec des filtres
access-sample-initiative = une initiative
access-sample-neighbourhood = un quartier
access-sample-location = « Où suis-je ? », quand on est dans un quartier
access-sample-organisations = la liste des lieux d’aide
access-sample-organisation = un lieu d’aide
access-sample-barrier = un besoin
access-sample-text = la page « Confidentialité »
access-sample-form = la deuxième étape du formulaire, avec des erreurs
access-sample-follow = le suivi d’une proposition
access-sample-moderation = la relecture d’une proposition
access-tested = Outils et technologies
access-tested-text = Le site utilise HTML pour le texte, CSS pour l’aspect et SVG pour les dessins. JavaScript aide, mais n’est pas obligatoire. Voici ce qui a servi à le vérifier :
access-tested-browser = le navigateur Chromium 156, en clair, en sombre et avec des couleurs imposées
access-tested-axe = les programmes axe 4.13 et html-validate 10.17, qui cherchent les fautes du code
access-tested-keyboard = le clavier seul, page par page
access-tested-zoom = un écran de 320 pixels, un texte deux fois plus grand, des lettres plus espacées
access-not-tested = Personne n’a encore essayé le site avec un lecteur d’écran. Aucune personne handicapée ne l’a encore essayé. Nous n’avons essayé ni Firefox, ni Safari, ni un vrai téléphone.
access-report = Signaler un problème
access-report-text = Vous n’arrivez pas à lire ou à utiliser une page ? Écrivez à l’éditeur du site. Il doit vous donner l’information d’une autre façon.
access-remedy = Si personne ne vous répond
access-remedy-text = Vous avez signalé un problème et la réponse ne vous convient pas ? Vous pouvez saisir le Défenseur des droits :
access-remedy-form = écrire avec son formulaire
access-remedy-delegate = rencontrer son délégué près de chez vous
access-remedy-post = lui écrire par courrier, gratuitement et sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07
access-established = Cette déclaration a été écrite le 24 novembre 2026. Elle a été mise à jour le 29 novembre 2026.
site-map-title = Plan du site
site-map-lead = Toutes les pages du site, en listes.
site-map-find = Chercher
site-map-barriers = Par besoin
site-map-departements = Par département
site-map-collections = Les recueils
