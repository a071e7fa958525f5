# Messages shared by all forms.
form-optional = (facultatif)
form-errors = { $n ->
    [0] Il n’y a rien à corriger
    [one] Il y a une chose à corriger
   *[other] Il y a { $n } choses à corriger
}
form-most = { $n } caractères au plus
form-left = Encore % caractères
form-over-limit = % caractères de trop
form-head-wrong = Erreur : { $value }
form-required = Répondez à tout, sauf à ce qui est marqué « facultatif ».
form-at-least-one = (au moins une réponse)
