# Practical information of an initiative.
practical-join = Participer
practical-link = S’inscrire sur Internet
practical-fees = Coût
practical-hours = Horaires
join-come = Venez sur place.
join-phone = Téléphonez.
join-mail = Écrivez un courriel.
join-ask = Demandez à la structure : { $value }.
join-link = Inscrivez-vous sur Internet.
join-by-anybody = Vous pouvez demander vous-même. Une conseillère ou un conseiller peut aussi le faire pour vous.
join-by-people = Vous pouvez demander vous-même.
join-by-professionals = Une conseillère ou un conseiller doit le demander pour vous.
fees-free = Gratuit.
fees-paying = Payant.
initiative-reported-by-carrier = La structure qui s’occupe de l’action a donné ces informations ici. Quelqu’un les a relues.
initiative-reported = Une personne qui connaît l’action a donné ces informations ici. Quelqu’un les a relues.
