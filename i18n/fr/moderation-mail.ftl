# Mails to authors about decisions.
mail-decision-hello = Bonjour,
mail-words = La personne qui a relu vous écrit :
mail-follow = Suivre votre proposition
mail-correct = Corriger et renvoyer votre proposition
mail-rules = Les raisons d’un refus

mail-published-subject = « { $title } » est en ligne
mail-published = Votre proposition « { $title } » a été relue et publiée. Merci.
mail-published-page = Voir la page
mail-published-left = Ce qui a été laissé de côté : { $parts }.
mail-published-later = Quelque chose change ? Gardez ce lien :
mail-published-modify = Modifier la fiche ou dire que c’est fini

mail-change-subject = Une précision pour « { $title } »
mail-change = Une personne a relu votre proposition « { $title } ». Avant de la publier, elle a besoin d’une précision :
mail-change-then = Ouvrez votre proposition avec ce lien. Corrigez-la, puis envoyez-la de nouveau. Rien de ce que vous aviez écrit n’est perdu.

mail-refused-subject = « { $title } » n’est pas publiée
mail-refused = Votre proposition « { $title } » a été relue. Elle n’est pas publiée.
mail-refused-reason = Raison : { $reason }. { $text }
mail-refused-then = Vous pouvez corriger votre proposition et l’envoyer de nouveau.

mail-undone-subject = « { $title } » : la dernière décision est annulée
mail-undone-published = La publication de « { $title } » est annulée. Ce que vous aviez proposé n’est plus en ligne.
mail-undone-refused = Le refus de « { $title } » est annulé. Ne tenez pas compte du courriel précédent.
mail-undone-changes-requested = Notre question sur « { $title } » est annulée. Ne tenez pas compte du courriel précédent.
mail-undone-then = Une personne va relire votre proposition de nouveau. Vous n’avez rien à faire.
