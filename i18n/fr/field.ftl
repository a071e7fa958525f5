# Fields of an initiative: labels of the form, help, options of closed lists, labels of the parts that moderators accept.

## Labels

propose-label-titre = Nom de l’action
propose-label-resume = L’action en quelques phrases
propose-label-activite = L’action a-t-elle lieu toute l’année ?
propose-label-horaires = Jours et heures
propose-label-quartiers = Quartiers concernés
propose-label-zone = À qui l’action est-elle ouverte ?
propose-label-accueil = Comment les personnes sont-elles accueillies ?
propose-label-lieu = Nom du lieu
propose-label-adresse = Numéro et rue
propose-label-code-postal = Code postal
propose-label-commune = Commune
propose-label-freins = Qu’est-ce que l’action rend plus facile ?
propose-label-publics = Pour qui ?
propose-label-comment = Que faut-il faire pour participer ?
propose-label-qui = Qui peut demander à participer ?
propose-label-publier = Contacts de l’action
propose-label-telephone = Téléphone
propose-label-courriel = Adresse électronique
propose-label-site = Site
propose-label-lien = Page d’inscription
propose-label-frais = L’action est-elle gratuite ?
propose-label-frais-precisions = Combien, et pour qui ?
propose-label-conditions = Ce qu’il faut avoir ou remplir
propose-label-langues = Quelles langues parlent les personnes qui accueillent ?
propose-label-porteur = Structure qui s’occupe de l’action
propose-label-porteur-nom = Nom de la structure
propose-label-porteur-siret = Numéro d’identification de la structure (SIRET)
propose-label-partenaires = Partenaires
propose-label-nom = Votre nom
propose-label-mail = Votre adresse électronique
propose-label-role = Vous êtes…

## Help

propose-help-titre = Le nom que les habitants connaissent. Par exemple : « Auto-école solidaire du Sanitas ».
propose-help-resume = Ce qui est proposé, à qui, et ce que cela change. Écrivez 50 caractères au moins, idéalement de 200 à 500. Par exemple : « Des bénévoles préparent au code de la route, deux soirs par semaine. C’est pour les personnes qui cherchent un travail et n’ont pas le permis. »
propose-help-activite = Par exemple, un atelier chaque mardi continue. Un forum de l’emploi chaque printemps revient. Une formation passée est terminée.
propose-help-horaires = Écrivez comme vous le diriez : « le mardi de 14 h à 16 h, hors vacances scolaires ».
propose-help-quartiers = Cochez les quartiers prioritaires où l’action a lieu, ou dont elle accueille les habitants.
propose-help-zone = Par exemple, un jardin réservé aux voisins est ouvert aux habitants du quartier. Un forum de l’emploi est souvent ouvert à toute la commune.
propose-help-accueil = Ce que fait le plus souvent une personne qui vient. Par exemple : une permanence dans un centre social se passe sur place.
propose-help-lieu = Par exemple un centre social, une école, une place. Laissez vide si l’action se déplace.
propose-help-adresse = Par exemple : « 10 rue de la Fuye ».
propose-help-code-postal = Celui de l’adresse. Par exemple : 37000
propose-help-commune = Par exemple : « Tours ». Plusieurs communes : séparez-les par des virgules. Pour tout un département, écrivez son nom. Si un quartier est coché, vous pouvez laisser vide.
propose-help-freins = Cochez tout ce qui convient. L’action sera trouvée par ces mots.
propose-help-publics = Cochez « Tout le monde », ou un ou plusieurs publics.
propose-help-comment = Cochez tout ce qui marche, par exemple téléphoner et venir sur place. Le contact qui va avec se donne plus bas.
propose-help-qui = On peut venir de soi-même, ou être envoyé par France Travail ou la mission locale ? Cochez les deux.
propose-help-publier = Chaque contact n’est publié que si vous cochez sa case. Sans cela, seules les personnes qui relisent le voient.
propose-help-telephone = Par exemple : 02 47 31 64 61
propose-help-courriel = Par exemple : contact@association.fr
propose-help-site = Par exemple : www.association.fr
propose-help-lien = Si l’on s’inscrit sur Internet, l’adresse de la page. Elle est publiée.
propose-help-frais = Une petite adhésion compte. Cochez alors « Non », et dites combien. Si vous ne savez pas, ne cochez rien.
propose-help-frais-precisions = Par exemple : « 5 euros par an, gratuit pour les demandeurs d’emploi ».
propose-help-conditions = Par exemple : « avoir plus de 18 ans », « venir avec une pièce d’identité ».
propose-help-langues = Cochez seulement celles que l’on y parle vraiment. Si vous ne savez pas, ne cochez rien.
propose-help-porteur = Par exemple, la régie de quartier qui tient l’atelier. Plusieurs structures : choisissez celle à qui l’on s’adresse.
propose-help-porteur-nom = L’association, la commune, l’entreprise… qui fait vivre l’action.
propose-help-porteur-siret = C’est le numéro d’identification d’une structure : 14 chiffres. Il n’est pas publié. Il aide à reconnaître la structure jusqu’à la relecture. Laissez vide si la structure n’en a pas.
propose-help-partenaires = Un nom par ligne.
propose-help-nom = Il n’est jamais publié.
propose-help-mail = Elle n’est jamais publiée. Nous y envoyons un lien pour confirmer, puis notre réponse.
propose-help-role = Par exemple, vous travaillez au centre social qui tient l’atelier : vous êtes de la structure qui s’en occupe. Ce n’est jamais publié.

## Options

propose-option-activite-permanente = Oui, elle continue sans date de fin
propose-option-activite-ponctuelle = Elle revient : chaque année, chaque trimestre…
propose-option-activite-terminee = Elle est terminée
propose-option-zone-quartier = Aux habitants du ou des quartiers cochés
propose-option-zone-commune = À toute la commune
propose-option-zone-intercommunalite = À l’agglomération ou à la communauté de communes
propose-option-zone-departement = À tout le département
propose-option-zone-region = À toute la région
propose-option-accueil-sur-place = On vient sur place
propose-option-accueil-itinerante = L’action se déplace : un bus, un stand, une permanence
propose-option-accueil-a-distance = À distance : par téléphone ou sur un écran
propose-option-qui-usagers = Les personnes elles-mêmes
propose-option-qui-professionnels = Une conseillère ou un conseiller, pour elles
propose-option-comment-se-presenter = Venir sur place
propose-option-comment-telephoner = Téléphoner
propose-option-comment-envoyer-un-courriel = Écrire un courriel
propose-option-comment-utiliser-lien-mobilisation = S’inscrire sur Internet
propose-option-frais-gratuit = Oui, gratuite
propose-option-frais-payant = Non, il y a quelque chose à payer
propose-option-langues-fr = Français
propose-option-langues-en = Anglais
propose-option-langues-ar = Arabe
propose-option-langues-tr = Turc
propose-option-langues-pt = Portugais
propose-option-langues-ru = Russe
propose-option-langues-uk = Ukrainien
propose-option-langues-fa = Persan, dont le dari
propose-option-langues-ps = Pachto
propose-option-langues-ta = Tamoul
propose-option-langues-bn = Bengali
propose-option-langues-fsl = Langue des signes française (LSF)
propose-option-role-porteur = De la structure qui s’occupe de l’action
propose-option-role-partenaire = D’une structure partenaire
propose-option-role-autre = Ni l’un ni l’autre : vous connaissez l’action

## Headings on the page of an initiative

practical-conditions = À savoir
practical-languages = Langues parlées

## Parts

part-title = Titre
part-summary = Résumé
part-activity = Activité
part-schedule = Jours et heures
part-place = Lieu
part-neighbourhoods = Quartiers
part-area = Zone et accueil
part-barriers = Besoins
part-audiences = Pour qui
part-access = Comment participer
part-fees = Prix
part-conditions = Conditions
part-languages = Langues parlées
part-phone = Téléphone
part-email = Adresse électronique
part-website = Site
part-carriers = Qui s’en occupe
part-partners = Partenaires
part-confirmation = Confirmation de l’organisateur
