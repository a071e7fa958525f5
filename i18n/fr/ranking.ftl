### Order of the results of a search.

ranking-heading = Comment les résultats sont classés
ranking-lead = Un seul ordre, le même pour tous. Personne ne paie pour être plus haut.
ranking-order = L’ordre
ranking-order-text = Chaque règle départage les fiches que la règle d’avant laisse à égalité. Sans mots, la première règle ne compte pas.
ranking-text = Vos mots.
ranking-text-rule = Une fiche monte quand ses mots sont les vôtres, surtout dans son titre. Un mot rare compte plus qu’un mot courant. Entre les fiches qui ont tous vos mots, celles du lieu que vous écrivez viennent d’abord. Deux fiches presque aussi proches de vos mots sont à égalité.
ranking-barriers = Vos difficultés.
ranking-barriers-rule = La fiche qui répond au plus de difficultés choisies vient d’abord.
ranking-place = Votre lieu.
ranking-place-rule = Le quartier vient d’abord, puis la ville, l’intercommunalité, le département et la région.
ranking-state = La certitude.
ranking-state-rule = Ce que l’organisateur a confirmé vient d’abord. Ce qui est ancien vient ensuite. Ce qui est fini vient en dernier.
ranking-date = La date.
ranking-date-rule = Le fait le plus récent vient d’abord.
ranking-title = Le titre.
ranking-title-rule = Le reste est dans l’ordre alphabétique.
ranking-near = Autour d’un point
ranking-near-text = Vous pouvez demander le plus proche d’abord. La distance compte alors seule.
ranking-unknown = Ce que nous ne savons pas
ranking-unknown-text = Nous ne savons pas toujours pour qui est une action, ni son prix. Si vous choisissez un public ou un prix, elle n’est pas retirée. Elle est montrée à part.
ranking-equal = Le même jour, la même liste
ranking-equal-text = Deux personnes qui demandent la même chose le même jour voient la même liste. Nous ne gardons rien de vos recherches.
