# What happens to a proposal after it was sent: told to members, and to its author.

## To members

proposal-changes-begun = Une précision a été demandée. L’auteur corrige en ce moment : vous lisez ce qu’il avait envoyé, et sa correction revient dans la file quand il l’envoie.
conflict-correcting = L’auteur corrige en ce moment cette proposition : la demande ne peut plus être annulée. Sa correction revient dans la file quand il l’envoie.
