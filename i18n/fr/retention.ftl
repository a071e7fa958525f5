# Retention periods of proposals.
follow-retention = { $value ->
    [draft] Ce brouillon est gardé jusqu’au { $date }, ou plus longtemps si vous le changez.
    [unconfirmed] Sans confirmation, cette proposition est gardée jusqu’au { $date }.
    [pending] Cette proposition est gardée tant que nous n’avons pas répondu.
    [changes] Cette proposition attend votre réponse. Elle est gardée jusqu’au { $date }, ou plus longtemps si vous la changez.
    [published] Cette proposition est gardée tant que la fiche est publiée. Ce lien sert à la tenir à jour. Elle est effacée { $months } mois après le retrait de la fiche. Ou { $months } mois après la publication d’une proposition plus récente sur la même fiche.
    [refused] Cette proposition est gardée jusqu’au { $date }, ou plus longtemps si vous la corrigez.
   *[withdrawn] Cette proposition est gardée jusqu’au { $date }, ou plus longtemps si vous la reprenez.
}
privacy-propose-closed = Une proposition refusée, ou que vous avez retirée, est effacée { $n } mois après. Nous vous demandons une précision ? Sans réponse de vous pendant { $n } mois, la proposition est effacée. Nous vous prévenons une semaine avant.
privacy-propose-retention = Une proposition publiée est gardée tant que sa fiche est dans l’annuaire. Votre nom et votre adresse électronique aussi : le lien sert à tenir la fiche à jour. Elle est effacée { $n } mois après le retrait de la fiche. Ou { $n } mois après la publication d’une proposition plus récente sur la même fiche.
privacy-propose-stays = Quand une proposition est effacée, il reste la date, l’auteur et la nature de nos décisions. Il ne reste ni votre nom, ni votre adresse, ni ce que nous vous avons écrit.
privacy-propose-spam = Une proposition indésirable est refusée. Nous gardons { $n } mois une marque illisible de son texte et des sites qu’elle cite. Elle sert à reconnaître la suivante.
privacy-propose-backups = Une sauvegarde du site peut garder { $n } jours de plus ce qui a été effacé. Si elle sert, l’effacement est refait.
