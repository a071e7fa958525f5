# What mails say. Lines that are links or codes stand alone.
mail-way = { $value } :
mail-foot = Quartiers vers l’emploi, l’annuaire public des initiatives pour l’emploi dans les quartiers prioritaires du Centre-Val de Loire.
