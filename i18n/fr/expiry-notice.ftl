# Mails before a draft or an unanswered proposal is erased.
expiry-subject = Votre proposition sera effacée le { $date }
expiry-about = Vous avez commencé à proposer une initiative. Vous ne l’avez pas encore envoyée.
expiry-about-title = Vous avez commencé à proposer « { $title } ». Vous ne l’avez pas encore envoyée.
expiry-when = Nous gardons un brouillon { $n } jours après sa dernière modification. Le vôtre sera effacé le { $date }, avec tout ce que vous y avez écrit.
expiry-go-on = Reprendre ma proposition
expiry-leave = Si vous n’en voulez plus, vous n’avez rien à faire.
expiry-changes-requested = Nous vous avons demandé une précision sur votre proposition. Vous n’y avez pas encore répondu.
expiry-changes-requested-title = Nous vous avons demandé une précision sur « { $title } ». Vous n’y avez pas encore répondu.
expiry-when-changes-requested = Nous gardons { $months } mois une proposition qui attend votre réponse. La vôtre sera effacée le { $date }. Tout ce que vous y avez écrit le sera aussi, avec votre nom et votre adresse.
