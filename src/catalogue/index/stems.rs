//! Stemming of French words, and stop words.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// Stop words: ignored unless the query has nothing else.
const STOP_WORDS: &[&str] = &[
    "a", "ai", "as", "au", "aux", "avec", "c", "ce", "ces", "cet", "cette", "ci", "d", "dans",
    "de", "des", "du", "elle", "elles", "en", "es", "est", "et", "etre", "eux", "il", "ils", "j",
    "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m", "ma", "mais", "me", "mes", "moi",
    "mon", "n", "ne", "ni", "nos", "notre", "nous", "on", "ont", "ou", "par", "pas", "pour", "qu",
    "que", "qui", "s", "sa", "se", "ses", "si", "son", "sont", "sur", "t", "ta", "te", "tes",
    "toi", "ton", "tous", "tout", "toute", "toutes", "tu", "un", "une", "vos", "votre", "vous",
    "y",
];

/// Filler words of spoken queries: optional when the query has other words.
const FILLER_WORDS: &[&str] = &[
    "aide",
    "aider",
    "aides",
    "aimerais",
    "besoin",
    "bonjour",
    "cherche",
    "chercher",
    "comment",
    "contre",
    "entre",
    "faire",
    "faut",
    "merci",
    "passer",
    "pendant",
    "peut",
    "peux",
    "plus",
    "pouvoir",
    "pres",
    "quand",
    "quel",
    "quelle",
    "quelles",
    "quels",
    "quoi",
    "recherche",
    "rechercher",
    "sais",
    "sait",
    "savoir",
    "souhaite",
    "suis",
    "svp",
    "tres",
    "trouve",
    "trouver",
    "vers",
    "veut",
    "veux",
    "voudrais",
    "vouloir",
];

/// Role of a word in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalogue) enum WordRole {
    StopWord,
    Filler,
    Content,
}

pub(in crate::catalogue) fn word_role(word: &str) -> WordRole {
    if STOP_WORDS.contains(&word) {
        WordRole::StopWord
    } else if FILLER_WORDS.contains(&word)
        || (word.len() == 1 && word.bytes().all(|b| b.is_ascii_digit()))
    {
        WordRole::Filler
    } else {
        WordRole::Content
    }
}

/// Stem of a folded word.
///
/// Stemming runs after folding, so that « étrangères » and `etrangeres` agree. The Snowball rules
/// rely on accents and then miss some plurals (`emplois`, `velos`, `exilees`), so number and gender
/// are removed first.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut base = Cow::Borrowed(strip_plural(word));
    for (feminine, masculine) in
        [("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("gere", "ger"), ("ee", "e")]
    {
        let shared = base.strip_suffix(feminine).filter(|shared| shared.len() >= 3);
        if let Some(shared) = shared {
            base = Cow::Owned(format!("{shared}{masculine}"));
            break;
        }
    }
    if base.len() > 6 && base.ends_with("ent") && !base.ends_with("ment") {
        base = Cow::Owned(base.trim_end_matches("nt").to_owned());
    }
    if let Some(shared) = base.strip_suffix("aise") {
        return Cow::Owned(format!("{shared}ai"));
    }
    if base.ends_with("ai") {
        return base;
    }
    let mut stem = Stemmer::new(Algorithm::French).stem(&base).into_owned();
    // « il travaille », « un travail ».
    if stem.ends_with("ll") {
        stem.pop();
    }
    Cow::Owned(stem)
}

fn strip_plural(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| !rest.ends_with('s')).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for family in [
            &["etranger", "etrangere", "etrangers", "etrangeres"][..],
            &["creche", "creches"],
            &["refugie", "refugies", "refugiee", "refugiees"],
            &["accompagnement", "accompagner", "accompagnes", "accompagnees"],
            &["emploi", "emplois"],
            &["elever", "eleve", "elevent"],
            &["velo", "velos"],
            &["permis", "permi"],
            &["francais", "francaise", "francaises"],
            &["chomeur", "chomeuse", "chomeurs"],
            &["animateur", "animatrice", "animatrices"],
            &["metier", "metiers"],
            &["handicap", "handicape", "handicapee", "handicapes"],
            &["travail", "travaille", "travailler", "travaillent"],
            &["social", "sociaux", "sociale"],
        ] {
            for word in family {
                assert_eq!(stem(word), stem(family[0]), "{word}");
            }
        }
    }

    #[test]
    fn other_words_keep_their_own() {
        for (left, right) in [("bois", "blois"), ("cours", "tours"), ("emploi", "employeur")] {
            assert_ne!(stem(left), stem(right));
        }
        assert_eq!(stem("37000"), "37000");
        assert_eq!(stem("عمل"), "عمل");
    }
}
