## API responses

api-errors = Demande mal formée
api-errors-text = Au moins un paramètre ne convient pas. Chacun est expliqué dans « errors ». Rien n’a été cherché.
api-unreadable-text = Les paramètres de l’adresse ne se lisent pas : écrivez-les sous la forme nom=valeur, en UTF-8, codés pour une adresse.
api-not-found = Adresse inconnue
api-not-found-text = Il n’y a rien à cette adresse. Les initiatives sont à /api/v1/initiatives, le quartier où se trouve un point à /api/v1/ou-suis-je.
api-method = Méthode non acceptée
api-method-text = Cette adresse se lit seulement, avec GET ou HEAD.
api-wrong-token = Secret refusé
api-wrong-token-text = Ce secret n’ouvre pas l’état complet du site. Sans secret, cette adresse donne l’état en un mot.
api-operator-only = Réservé à l’exploitant
api-operator-only-text = Ces mesures demandent le secret de l’exploitant du site.
api-unknown-parameter = Ce paramètre n’existe pas. Ceux qui existent sont : q, frein, public, departement, commune, quartier, acteur, recueil, etat, frais, lat, lon, rayon, tri, page.
api-schemes-parameter = Ce paramètre n’existe pas. Ceux qui existent sont : frein, public, par.
api-places-unknown = Ce paramètre n’existe pas. Le seul est : q.
api-needs-unknown = Ce paramètre n’existe pas. Ceux qui existent sont : quartier, commune, frein, public.
api-needs-place = Donnez un lieu et un seul : quartier ou commune.
api-needs-barrier = Donnez un seul frein.
api-unknown-value = Cette valeur n’existe pas dans l’annuaire.
api-no-degrees = Il faut lat et lon ensemble, en degrés WGS84 avec un point (lat=47.3936&lon=0.6942), en France métropolitaine.
api-no-radius = Un rayon est un nombre entier de mètres, de 500 à 50000, autour de lat et lon.
api-no-order = Le seul tri est « distance », autour de lat et lon.
api-no-page-number = Une page est un nombre entier à partir de 1.
api-too-long = Ce texte est trop long : { $n } caractères et { $words } mots utiles au plus.
api-places-too-long = Ce texte est trop long : { $n } caractères au plus.
api-too-many = Il y a trop de valeurs : { $n } par paramètre et { $total } en tout, au plus.
api-past-the-end = { $n ->
    [0] Il n’y a pas de résultat.
    [one] Il n’y a qu’une page de résultats.
   *[other] Il y a { $n } pages de résultats.
}

## Location of a point

api-point-unknown-parameter = Ce paramètre n’existe pas. Ceux qui existent sont : lat, lon, adresse.
api-point-missing = Il manque ce paramètre : des degrés avec un point décimal, comme lat=47.3929 et lon=0.6890.
api-point-several = Ce paramètre est donné plusieurs fois. Demandez un seul point à la fois.
api-point-comma = Écrivez un point décimal, pas une virgule : 47.3929.
api-point-not-a-number = Ce n’est pas un nombre de degrés. Écrivez des chiffres et un point décimal, comme 47.3929.
api-point-swapped = La latitude et la longitude semblent inversées. La latitude (lat) va de 41 à 52, la longitude (lon) de -6 à 10.
api-point-latitude = Cette latitude n’est pas en France métropolitaine. Elle va de 41 à 52.
api-point-longitude = Cette longitude n’est pas en France métropolitaine. Elle va de -6 à 10.
api-location-limits = Réponse d’après les contours des quartiers prioritaires de la liste de 2024, pour un point arrondi à quatre décimales, soit une dizaine de mètres. C’est une information, pas une preuve juridique.
api-location-edge = Ce point est à moins de { $metres } mètres de la limite du quartier, d’un côté ou de l’autre. Demandez à la mairie si l’adresse en fait partie.
api-location-elsewhere = Ce point est hors du Centre-Val de Loire. Cet annuaire ne connaît que les quartiers de cette région : ailleurs, demandez à la mairie.
api-address-alone = Une adresse se donne seule, sans autre paramètre.
api-address-length = Une adresse a de 1 à 200 caractères.
api-no-geocoder = Recherche d’adresses absente
api-no-geocoder-text = Ce site ne cherche pas les rues. Donnez un point, avec lat et lon.
api-geocoder-failed-text = Le service d’adresses ne répond pas pour le moment. Recommencez plus tard, ou donnez un point, avec lat et lon.
api-no-address = Adresse inconnue
api-no-address-text = Le service d’adresses ne trouve rien pour ce texte.
