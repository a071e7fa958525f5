# What somebody who wants to take part must know.
practical-join = Participer
practical-link = S’inscrire sur Internet
practical-fees = Coût
practical-conditions = À savoir
practical-hours = Horaires
join-come = Venez sur place.
join-phone = Téléphonez.
join-mail = Écrivez un courriel.
join-ask = Demandez à la structure : { $value }.
join-link = Inscrivez-vous sur Internet.
join-by-anybody = Vous pouvez demander vous-même, ou une conseillère ou un conseiller pour vous.
join-by-people = Vous pouvez demander vous-même.
join-by-professionals = Une conseillère ou un conseiller doit le demander pour vous.
fees-free = Gratuit.
fees-paying = Payant.
initiative-told-by-carrier = Ces informations ont été données ici par la structure qui porte l’action, et relues par la modération.
initiative-told = Ces informations ont été données ici par une personne qui connaît l’action, et relues par la modération.
