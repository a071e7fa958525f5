# A draft, or what was not answered, is erased soon.
expiry-subject = Votre proposition sera effacée le { $date }
expiry-about = Bonjour, vous avez commencé à proposer une initiative, et vous ne l’avez pas encore envoyée.
expiry-about-title = Bonjour, vous avez commencé à proposer « { $title } », et vous ne l’avez pas encore envoyée.
expiry-when = Nous gardons un brouillon { $n } jours après sa dernière modification. Le vôtre sera effacé le { $date }, avec tout ce que vous y avez écrit.
expiry-go-on = Reprendre ma proposition
expiry-leave = Si vous n’en voulez plus, vous n’avez rien à faire.
expiry-asked = Bonjour, la modération vous a demandé un changement dans votre proposition, et vous n’y avez pas encore répondu.
expiry-asked-title = Bonjour, la modération vous a demandé un changement dans « { $title } », et vous n’y avez pas encore répondu.
expiry-when-asked = Nous gardons { $months } mois une proposition qui attend votre réponse. La vôtre sera effacée le { $date }, avec tout ce que vous y avez écrit, votre nom et votre adresse.
