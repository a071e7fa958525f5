## Shared by all pages

site-name = Quartiers vers l’emploi
manifest-short-name = Quartiers
logo-first = Quartiers
logo-second = vers l’emploi
skip-to-content = Aller au contenu
nav-main = Principale
nav-initiatives = Initiatives
nav-neighbourhoods = Quartiers
nav-organisations = Qui aide
nav-barriers = Besoins
nav-schemes = Aides
foot-about = L’annuaire public des initiatives pour l’emploi dans les quartiers prioritaires du Centre-Val de Loire.
foot-site = Le site
foot-law = Vos droits
foot-location = Où suis-je ?
foot-about-link = À propos
foot-sources = Sources et licences
foot-accessibility = Accessibilité : partiellement conforme
foot-legal = Mentions légales
foot-privacy = Confidentialité
crumbs-label = Fil d’Ariane
crumb-home = Accueil
pager-label = Pages de résultats
pager-page = Page
pager-previous = Page précédente
pager-next = Page suivante
quoted = « { $value } »

## States

state-confirmed = Confirmée
state-to-confirm = À confirmer
state-dated = Ancienne, à vérifier
state-old = Ancienne
state-undated = Sans date
state-ended = Terminée
offers-old = Des actions de cette page sont anciennes ou sans date. Appelez avant de vous déplacer.
state-why-confirmed = Par l’organisateur, { $date }.
state-why-confirmed-before = Confirmée par l’organisateur { $date }. Redemandez-lui.
state-why-seen = Vue dans une source publique { $date }.
state-why-reported = Signalée à l’annuaire { $date }.
state-why-dated = Vue { $date }.
state-why-undated = La source n’a pas de date.
state-why-ended = Finie { $date }.
state-why-ended-unknown = Nous ne savons pas depuis quand.

## Cards

card-for = Pour :
card-no-number = Pas de numéro connu.
audience-unknown = Pour qui : non précisé
place-unknown = Lieu inconnu
place-region = Toute la région
and-more = et { $n } { $n ->
    [0] autre
    [one] autre
   *[other] autres
}

## Errors

error-not-found = Cette page n’existe pas
error-not-found-text = L’adresse est peut-être mal recopiée, ou la page a changé de place. Cherchez ce qu’il vous faut, ou reprenez depuis l’accueil.
error-not-found-member = L’adresse est peut-être mal recopiée. Ou ce qui s’y trouvait a été retiré ou effacé depuis.
error-gone = Cette fiche a été retirée
error-gone-text = Elle n’est plus dans l’annuaire. D’autres actions existent peut-être près de chez vous : cherchez ici.
error-method = Cette action n’est pas possible ici
error-method-text = L’adresse existe, mais on ne peut pas y envoyer ces données. Reprenez depuis l’accueil.
error-cross-site = Nous n’avons pas pu accepter cet envoi
error-cross-site-text = Votre navigateur ne nous a pas dit qu’il venait de notre site. Rien n’a été enregistré. Copiez ce que vous avez écrit. Ouvrez la page depuis notre site et recommencez.
error-request = Nous n’avons pas compris cette demande
error-request-text = L’adresse contient quelque chose que nous ne savons pas lire. Cherchez ce qu’il vous faut, ou reprenez depuis l’accueil.
error-internal = Quelque chose ne marche pas chez nous
error-internal-text = Ce n’est pas de votre faute. La panne est notée. Réessayez dans quelques minutes.
error-too-slow = Votre envoi a mis trop de temps
error-too-large = Votre envoi est trop gros
error-address-too-long = Cette adresse est trop longue
error-address-too-long-text = Le lien contient trop de choix, ou un texte trop long. Cherchez avec moins de mots, ou reprenez depuis l’accueil.
error-busy = Nous sommes débordés
error-busy-text = Le site met trop de temps à répondre. Réessayez dans une minute.
error-too-many = Trop de demandes à la fois
error-too-many-text = Trop de demandes viennent de votre connexion en même temps. Réessayez dans une minute.
error-id = Si vous nous écrivez, donnez ce numéro : { $value }
error-way-home = Revenir à l’accueil
error-way-initiatives = Voir toutes les initiatives
error-way-neighbourhoods = Voir tous les quartiers

error-forbidden = Cette page n’est pas pour votre compte
error-forbidden-text = Votre compte ne donne pas accès à ce que vous demandez. Cela concerne un autre département, ou revient à une personne qui administre le site.
error-sign-in = Connectez-vous pour continuer
error-sign-in-text = Votre session est finie, ou n’a pas commencé. Rien n’a été enregistré.
error-unwritable = Rien ne peut être enregistré pour le moment
error-unwritable-text = Le site ne peut plus écrire. C’est un problème de notre côté. Rien n’a été enregistré. Réessayez dans quelques minutes.
error-sign-in-way = Me connecter
error-reauth = Prouvez encore une fois que c’est vous
error-reauth-text = Ce que vous demandez est important. Il faut avoir prouvé qui vous êtes dans les 10 dernières minutes. Rien n’a été enregistré.
error-reauth-way = Prouver que c’est moi
error-closed = Cette proposition n’est plus un brouillon
error-closed-text = Elle a été envoyée, retirée ou relue entre-temps, peut-être depuis un autre appareil. Ce que vous venez d’écrire n’y est pas. Ouvrez la page de suivi : elle dit où en est la proposition, et comment la reprendre. Ensuite, revenez ici et envoyez à nouveau.
error-closed-way = Ouvrir la page de suivi
error-unlinked = Ce lien ne mène à aucune proposition
error-unlinked-text = La proposition a été effacée, ou l’adresse de la page est mal recopiée. Ce que vous avez écrit est plus bas. Vous pouvez le recopier dans une nouvelle proposition.
error-conflict = Ce n’est pas possible pour le moment

operator-contact = Vous pouvez aussi vous adresser à l’éditeur du site : { $value }.
recovery-title = Ce que vous avez envoyé
recovery-text = Rien de ce que vous avez écrit n’est perdu. Réglez le problème, dans un autre onglet s’il le faut. Puis revenez ici et envoyez à nouveau.
recovery-copy = Rien de ce que vous avez écrit n’est perdu : copiez-le d’ici.
recovery-nothing = Réglez le problème, dans un autre onglet s’il le faut. Puis revenez ici et envoyez à nouveau.
recovery-again = Envoyer à nouveau
recovery-tab = (autre onglet)
foot-search = Rechercher
