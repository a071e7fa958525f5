# Mails to authors of proposals.

draft-link-subject = Le lien de votre brouillon
draft-link-text = Vous avez demandé le lien de votre brouillon « { $value } ». Il s’ouvre sur n’importe quel appareil, sans compte.
draft-link-way = Continuer votre proposition
draft-link-keep = Qui a ce lien peut lire et modifier le brouillon. Ne le transmettez qu’à des personnes de confiance. Un brouillon laissé 30 jours sans changement est effacé. Nous vous prévenons avant.
confirm-subject = Confirmez votre proposition
confirm-text = Votre proposition « { $value } » est enregistrée. Confirmez que cette adresse est la vôtre. Une personne la relira ensuite, avant toute publication.
confirm-way = Confirmer mon adresse
confirm-hours = Ce lien sert pendant 72 heures. Sans confirmation, la proposition est effacée.
confirm-follow = Suivre, corriger ou retirer cette proposition
confirm-not-you = Vous n’avez rien proposé ? Ne faites rien. Personne ne lira cette proposition, et elle sera effacée.
links-subject = Vos propositions
links-text = Voici ce qui a été proposé depuis cette adresse, avec un lien pour chaque proposition.
links-one = « { $title } » ({ $state })
links-one-unnamed = Une de vos propositions ({ $state })
links-keep = Qui a un de ces liens peut lire et modifier la proposition. Ne les transmettez qu’à des personnes de confiance.
links-nothing = Vous avez demandé les liens de vos propositions. Rien n’a été proposé depuis cette adresse. Peut-être une autre de vos adresses a-t-elle servi.
links-nothing-way = Proposer une initiative
links-not-you = Vous n’avez rien demandé ? Ne faites rien. Nous n’écrivons ceci qu’une fois par jour.
