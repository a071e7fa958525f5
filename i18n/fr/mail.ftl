# Texts of all mails. Links and codes stand alone on a line.
mail-way = { $value } :
mail-foot = Quartiers vers l’emploi, l’annuaire public des initiatives pour l’emploi dans les quartiers prioritaires du Centre-Val de Loire.
