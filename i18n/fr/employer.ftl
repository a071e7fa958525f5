## Page for employers

employers-call = Numéro à appeler :
employers-title = Vous recrutez
employers-heading = Vous recrutez près d’un quartier ?
employers-lead = Des personnes cherchent un travail à côté de chez vous. Voici qui vous les présente.
employers-description = Employeurs du Centre-Val de Loire : qui appeler pour recruter près d’un quartier prioritaire, et par où commencer.
employers-place = Où est l’emploi ?
employers-see = Voir qui appeler
employers-unknown = Nous ne connaissons pas ce lieu : « { $value } ».
employers-who = Qui vous présente des candidats
employers-choose = Dites d’abord où est l’emploi. Vous verrez qui appeler.
employers-nobody = Nous ne connaissons personne près de ce lieu.
employers-near = Près de ce lieu : { $value }.
employers-does = { $kind } : { $why }.
employers-reserved = Ses candidats : { $value }.
employers-all = Voir tous les lieux qui aident à recruter
employers-contacts = Par où commencer
employers-clause = Réserver des heures dans un marché
employers-clause-text = Une clause d’insertion réserve des heures de travail à des personnes sans emploi. Demandez à la collectivité qui passe le marché.
employers-meet = Se rencontrer
employers-ended = Ce qui n’existe plus
