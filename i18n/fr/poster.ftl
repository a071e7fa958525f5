## Poster of a neighbourhood

poster-link = L’affiche de ce quartier, à imprimer
poster-title = Affiche à imprimer : { $value }
poster-description = L’affiche A4 du quartier { $value }, à imprimer et à accrocher dans un hall. Elle dit ce qui existe pour aller vers l’emploi et qui appeler. Elle a un code à scanner.
poster-crumb = Affiche
poster-how = Une feuille A4 à accrocher dans un hall ou sur une porte. Imprimez cette page. Seule l’affiche sort sur le papier, en couleur ou en noir et blanc.
poster-over = Quartier prioritaire { $value }
poster-question = Vous cherchez du travail ou une formation ?
poster-here = Voyez ce qui existe dans votre quartier pour vous aider :
poster-around = Voyez ce qui existe { $value } pour vous aider :
poster-nothing = Voyez qui appeler près de chez vous pour vous aider.
poster-door = Poussez la porte ou appelez
poster-hours = Appelez pour connaître les horaires.
poster-nobody = Demandez à la mairie
poster-nobody-text = Nous ne connaissons pas de numéro à appeler dans ce quartier. La page du quartier dit qui existe plus loin.
poster-qr = Code à scanner : il ouvre { $value }
poster-scan = Scannez, ou tapez cette adresse :
poster-free = La consultation est gratuite, sans compte.
