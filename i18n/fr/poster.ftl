## Poster of a neighbourhood

poster-link = L’affiche de ce quartier, à imprimer
poster-title = Affiche à imprimer : { $value }
poster-description = L’affiche A4 du quartier { $value }, à imprimer et à accrocher dans un hall. Elle dit ce qui existe pour aller vers l’emploi et qui appeler. Elle a un code à scanner.
poster-crumb = Affiche
poster-how = Une feuille A4 à accrocher dans un hall ou sur une porte. Imprimez cette page. Seule l’affiche sort sur le papier, en couleur ou en noir et blanc.
poster-eyebrow = Quartier prioritaire { $value }
poster-question = Vous cherchez du travail ou une formation ?
poster-here = Des actions dans votre quartier, pour :
poster-around = Des actions { $value }, pour :
poster-call = Appelez
poster-seen = Numéro vu { $date }.
poster-seen-hours = Numéro et heures vus { $date }.
poster-undated = Numéro sans date, à vérifier.
poster-dates = Imprimée { $printed }. À enlever après { $until }.
poster-print = Imprimer l’affiche
poster-visit = Poussez la porte ou appelez
poster-hours = Appelez pour connaître les horaires.
poster-bus = Ce service vient près de chez vous. Appelez
poster-bus-hours = Appelez pour connaître les jours et les lieux.
poster-nobody = Demandez à la mairie
poster-nobody-text = Nous ne connaissons pas de numéro à appeler dans ce quartier. La page du quartier dit qui existe plus loin.
poster-qr = Code à scanner : il ouvre { $value }
poster-scan = Scannez, ou tapez cette adresse :
poster-free = La consultation est gratuite, sans compte.
