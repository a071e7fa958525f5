## Plain-text error responses of the HTTP edge, without a page

edge-bad-request = Cette demande n’est pas bien formée.
edge-cross-site = Ce formulaire a été envoyé depuis un autre site. Rien n’a été enregistré. Revenez en arrière et copiez votre texte. Ouvrez la page depuis notre site et recommencez.
edge-too-slow = L’envoi a pris trop de temps. Rien n’a été enregistré. Recommencez avec une meilleure connexion.
edge-too-large = L’envoi est trop volumineux. Rien n’a été enregistré. Raccourcissez votre texte.
edge-address-too-long = Cette adresse est trop longue. Reprenez depuis l’accueil.
edge-unknown-host = Ce serveur ne répond pas sous ce nom.
edge-busy = Le site met trop de temps à répondre. Recommencez dans une minute. Référence : { $id }
edge-failed = Une erreur s’est produite de notre côté. Recommencez dans une minute. Référence : { $id }
edge-too-many-requests = Trop de demandes viennent de votre connexion en même temps. Réessayez dans une minute.
edge-too-many-connections = Trop de connexions viennent de votre adresse. Fermez-en, puis réessayez.
