# After submission: how a proposal is handled, for members and its author.

## For members

proposal-changes-begun = Une précision a été demandée. L’auteur corrige en ce moment. Vous lisez ce qu’il avait envoyé. Sa correction revient dans la file quand il l’envoie.
conflict-correcting = L’auteur corrige en ce moment cette proposition. La demande ne peut plus être annulée. Sa correction revient dans la file quand il l’envoie.
proposal-published-hidden = Cette proposition a été publiée. La fiche a été retirée du public depuis.
proposal-left = Laissée de côté : cette partie n’a pas été publiée.
proposal-unquarantine-help = Elle reste à l’écart de la file tant que personne ne l’en sort. Demander une précision l’en sort aussi.
proposal-unquarantine = Ce n’est pas un envoi de robot : remettre dans la file
moderation-quarantine-count = Quarantaine ({ $n })
event-unquarantined = Sortie de la quarantaine
event-unquarantined-with-decision = Elle est sortie de la quarantaine.
event-returned = Remise dans la file par son auteur, sans changement

## For the author

follow-hidden = Retirée de l’annuaire
follow-hidden-text = La fiche a été publiée, puis retirée. Sa page ne s’ouvre plus. { $value }
follow-out = Votre proposition n’est plus dans la file : renvoyez-la
follow-out-text = Vous l’avez reprise pour la corriger. Personne ne la relit tant que vous ne l’avez pas renvoyée. Elle est effacée 30 jours après votre dernier changement.
follow-put-back = Remettre dans la file, sans rien changer
erase-stays-hidden = La fiche a été retirée de l’annuaire et n’y revient pas pour autant. Nous en gardons les versions, sans lien avec vous.
reopen-title = Corriger avant la relecture ?
reopen-text = { $value ->
    [unconfirmed] Tant que vous corrigez, le lien de confirmation que vous avez reçu ne sert plus. Renvoyez ensuite votre proposition. Nous vous enverrons un nouveau lien.
   *[pending] Tant que vous corrigez, votre proposition n’est plus dans la file. Personne ne la relit. Elle y revient quand vous la renvoyez. Si vous ne changez rien, un bouton la remet à sa place.
}
reopen-go = La sortir de la file et corriger
reopen-back = Ne rien changer

## Mails to the author

mail-taken-down-subject = « { $title } » n’est plus en ligne
mail-taken-down = La fiche « { $title } », que vous aviez proposée, a été retirée de l’annuaire. La personne qui l’a retirée vous écrit :
mail-taken-down-then = Sa page ne s’ouvre plus. Rien d’autre n’est effacé.
mail-put-back-subject = « { $title } » est de nouveau en ligne
mail-put-back = La fiche « { $title } », que vous aviez proposée, est de nouveau dans l’annuaire. Vous n’avez rien à faire.
