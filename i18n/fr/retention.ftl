# How long proposals are kept.
follow-kept = { $value ->
    [draft] Ce brouillon est gardé jusqu’au { $date }, ou plus longtemps si vous le changez.
    [unconfirmed] Sans confirmation, cette proposition est gardée jusqu’au { $date }.
    [pending] Cette proposition est gardée tant que la modération n’a pas répondu.
    [changes] Cette proposition attend votre réponse. Elle est gardée jusqu’au { $date }, ou plus longtemps si vous la changez.
    [published] Cette proposition est gardée tant que la fiche est publiée, pour que ce lien serve à la tenir à jour. Elle est effacée { $months } mois après le retrait de la fiche, ou { $months } mois après la publication d’une proposition plus récente sur la même fiche.
    [refused] Cette proposition est gardée jusqu’au { $date }, ou plus longtemps si vous la corrigez.
   *[withdrawn] Cette proposition est gardée jusqu’au { $date }, ou plus longtemps si vous la reprenez.
}
privacy-propose-closed = Une proposition refusée, ou que vous avez retirée, est effacée { $n } mois après. Si la modération vous a demandé un changement et que vous ne répondez pas, elle est effacée { $n } mois après votre dernier changement ou cette demande. Nous vous prévenons une semaine avant.
privacy-propose-kept = Une proposition publiée est gardée, avec votre nom et votre adresse électronique, tant que sa fiche est dans l’annuaire : son lien sert à tenir la fiche à jour. Elle est effacée { $n } mois après le retrait de la fiche, ou { $n } mois après la publication d’une proposition plus récente sur la même fiche.
privacy-propose-stays = Quand une proposition est effacée, il reste la date, l’auteur et la nature des décisions de la modération. Il ne reste ni votre nom, ni votre adresse, ni ce que la modération vous a écrit.
privacy-propose-spam = Quand une proposition est refusée parce qu’elle est indésirable, nous gardons { $n } mois une empreinte illisible de son texte et des sites qu’elle cite, pour reconnaître la suivante.
privacy-propose-backups = Une sauvegarde du site peut garder { $n } jours de plus ce qui a été effacé. Si elle sert, l’effacement est refait.
