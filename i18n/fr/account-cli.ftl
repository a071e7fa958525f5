# Command line: members.
account-invited-as = { $email } a reçu une invitation ({ $role }).
account-link = Lien qui crée son accès, une seule fois, pendant 15 minutes (il part aussi par courriel) :
account-already = { $value } a déjà un accès. S’il est perdu, ajoutez --reset : ses clés, ses codes et ses sessions seront effacés.
account-none = Il n’y a encore aucun membre. Le premier se crée avec « account invite ADRESSE ».
account-unknown = { $value } n’est pas l’adresse d’un membre.
account-removed = { $value } n’a plus d’accès, ses sessions sont fermées.
account-last = { $value } est la dernière personne qui administre le site. Invitez-en une autre d’abord.
account-departement = le département « { $value } » n’est pas dans l’annuaire. Les codes ressemblent à 37.
account-no-url = l’adresse du site n’est pas connue : donnez --public-url, comme au serveur
account-name = donnez un nom avec --name
account-administrator = administration
account-moderator = relecture, toute la région
account-moderator-of = relecture : { $departements }
doctor-no-sign-in = L’adresse publique n’est pas en https : les navigateurs ne garderont personne connecté à la modération.
