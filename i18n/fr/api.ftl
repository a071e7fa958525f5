## Answers to programs

api-mistakes = Demande mal formée
api-mistakes-text = Au moins un paramètre ne convient pas. Chacun est expliqué dans « errors ». Rien n’a été cherché.
api-unreadable-text = Les paramètres de l’adresse ne se lisent pas : écrivez-les sous la forme nom=valeur, en UTF-8, codés pour une adresse.
api-not-found = Adresse inconnue
api-not-found-text = Il n’y a rien à cette adresse. Les initiatives sont à /api/v1/initiatives.
api-method = Méthode non acceptée
api-method-text = Cette adresse se lit seulement, avec GET ou HEAD.
api-unknown-parameter = Ce paramètre n’existe pas. Ceux qui existent sont : q, frein, public, departement, commune, quartier, acteur, recueil, etat, lat, lon, rayon, tri, page.
api-places-unknown = Ce paramètre n’existe pas. Le seul est : q.
api-unknown-value = Cette valeur n’existe pas dans l’annuaire.
api-no-degrees = Il faut lat et lon ensemble, en degrés WGS84 avec un point (lat=47.3936&lon=0.6942), en France métropolitaine.
api-no-radius = Un rayon est un nombre entier de mètres, de 500 à 50000, autour de lat et lon.
api-no-order = Le seul tri est « distance », autour de lat et lon.
api-no-page-number = Une page est un nombre entier à partir de 1.
api-too-long = Ce texte est trop long : { $n } caractères au plus.
api-past-the-end = { $n ->
    [one] Il n’y a qu’une page de résultats.
   *[other] Il y a { $n } pages de résultats.
}
