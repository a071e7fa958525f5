//! Tokens: folded words of a text, their stems, and the fields that they stand in.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

use crate::domain::text::{fold, fold_char};

/// Maximum length of a word in bytes; bounds the work, no French word is longer.
pub(super) const MAX_WORD_BYTES: usize = 40;

/// Elided words (l’, d’, qu’…): dropped with their apostrophe.
const ELISIONS: [&str; 13] =
    ["l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// Folded word, and its byte range in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub text: String,
    pub stem: String,
    pub range: Range<usize>,
    /// True if it is a short word in capitals, which is never taken for another word: `CLAS` is not « Clos ».
    pub is_acronym: bool,
}

impl Token {
    /// This token with another spelling.
    pub(super) fn respelt(&self, text: &str) -> Self {
        Self { text: text.to_owned(), stem: stem(text).into_owned(), ..self.clone() }
    }
}

/// French collation: compares folded texts, then accents and capitals as a tie-break.
#[must_use]
pub fn french_order(left: &str, right: &str) -> Ordering {
    fold(left).cmp(&fold(right)).then_with(|| left.cmp(right))
}

/// Calls `word` with each folded word of `text` and its byte range.
pub(in crate::catalogue) fn each_word(text: &str, mut word: impl FnMut(&str, Range<usize>)) {
    let mut folded = String::new();
    let mut range = 0..0;
    let mut at = 0;
    while let Some(c) = rest(text, at).chars().next() {
        let next = at + c.len_utf8();
        if c.is_alphanumeric() || is_combining_mark(c) {
            if range.is_empty() {
                range.start = at;
            }
            range.end = next;
            if folded.len() < MAX_WORD_BYTES {
                fold_char(c, &mut folded);
            }
            at = next;
        } else {
            let joint =
                if folded.is_empty() { Joint::Break } else { joint(c, &folded, text, next) };
            at = next;
            match joint {
                Joint::Join(skipped) => at += skipped,
                Joint::Drop => folded.clear(),
                Joint::Break => emit(&mut folded, &range, &mut word),
            }
            if folded.is_empty() {
                range = 0..0;
            } else {
                range.end = at;
            }
        }
    }
    emit(&mut folded, &range, &mut word);
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    each_word(text, |word, range| {
        let is_acronym = text.get(range.clone()).is_some_and(is_acronym);
        let (text, stem) = (word.to_owned(), stem(word).into_owned());
        tokens.push(Token { text, stem, range, is_acronym });
    });
    tokens
}

/// Longest acronym, in characters; a longer word in capitals is an ordinary word.
const MAX_ACRONYM_CHARS: usize = 4;

fn is_acronym(typed: &str) -> bool {
    let letters = typed.chars().filter(|c| c.is_alphabetic());
    (2..=MAX_ACRONYM_CHARS).contains(&letters.clone().count())
        && letters.clone().all(char::is_uppercase)
}

/// Effect of a character between two letters on the word around it.
enum Joint {
    /// The word continues after this many more bytes.
    Join(usize),
    /// The word so far was an elision and is dropped.
    Drop,
    Break,
}

fn joint(sign: char, word: &str, text: &str, next: usize) -> Joint {
    let after = rest(text, next);
    let goes_on = after.starts_with(char::is_alphanumeric);
    match sign {
        '\'' | '’' | 'ʼ' | '‘' if ELISIONS.contains(&word) => Joint::Drop,
        '\'' | '’' | 'ʼ' | '‘' | '\u{ad}' if goes_on => Joint::Join(0),
        // « habitant·es », « employeur·euse·s »: the inclusive ending is dropped.
        '·' | '•' | '‧' => match letters(after) {
            1..=4 => Joint::Join(letters(after)),
            _ => Joint::Break,
        },
        // « habitant-e-s », « demandeurs-euses », « étudiant.e.s ».
        '-' | '.' | '/' if is_inclusive_ending(word, after) => Joint::Join(letters(after)),
        // « wi-fi », « e-mail ».
        '-' if JOINED.iter().any(|(start, end)| word == *start && starts_with(after, end)) => {
            Joint::Join(0)
        }
        // « 2 000 », « 37 000 ».
        ' ' | '\u{a0}' | '\u{202f}' if is_thousands(word, after) => Joint::Join(0),
        // « Pluriel(le)s », « Tou(r)s ».
        '(' => match letters(after) {
            n @ 1..=4 if rest(after, n).starts_with(')') => Joint::Join(n + 1),
            _ => Joint::Break,
        },
        // « C.P.A. »
        '.' if goes_on && word.len() <= 5 && dotted(text, next) => Joint::Join(0),
        _ => Joint::Break,
    }
}

/// Words written in two parts, or in one.
const JOINED: [(&str, &str); 2] = [("wi", "fi"), ("e", "mail")];

/// Endings of the other gender or of the plural, after a hyphen, a full stop or a slash.
const INCLUSIVE_ENDINGS: [&str; 23] = [
    "e", "es", "s", "ee", "ees", "ne", "nes", "nne", "nnes", "ienne", "iennes", "euse", "euses",
    "rice", "rices", "trice", "trices", "ere", "eres", "ère", "ères", "ive", "ives",
];

/// Length in bytes of the shortest word that an inclusive ending follows: « vit-e » is none.
const MIN_INCLUSIVE_LEN: usize = 4;

/// True if `after` starts with an inclusive ending of `word` alone.
fn is_inclusive_ending(word: &str, after: &str) -> bool {
    let ending = after.get(..letters(after)).unwrap_or_default();
    let professional = word.ends_with("el") && matches!(ending, "le" | "les");
    word.len() >= MIN_INCLUSIVE_LEN
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && (INCLUSIVE_ENDINGS.contains(&ending) || professional)
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

/// True if `word` is one to three digits, or such groups joined, and `after` starts with a group of three digits.
fn is_thousands(word: &str, after: &str) -> bool {
    let group = after.get(..letters(after)).unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    group.len() == 3 && digits(group) && word.len() <= 3 && digits(word) && !word.starts_with('0')
}

/// True if the sign before `next` separates two single letters, as in an acronym.
fn dotted(text: &str, next: usize) -> bool {
    let before: Vec<char> =
        text.get(..next).unwrap_or_default().chars().rev().skip(1).take(2).collect();
    let alone = before.first().is_some_and(|c| c.is_alphabetic())
        && before.get(1).is_none_or(|c| !c.is_alphanumeric());
    alone && letters(rest(text, next)) == 1
}

/// Length in bytes of the letters and digits that `text` starts with.
fn letters(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn emit(folded: &mut String, range: &Range<usize>, word: &mut impl FnMut(&str, Range<usize>)) {
    if !folded.is_empty() {
        let text = match folded.as_str() {
            "st" => "saint",
            "ste" => "sainte",
            "deuxieme" | "2nde" => "2e",
            "troisieme" => "3e",
            "1ere" | "1re" | "premier" | "premiers" | "premiere" | "premieres" => "1er",
            "email" | "emails" => "mail",
            other => ordinal(other).unwrap_or(other),
        };
        word(text, range.clone());
        folded.clear();
    }
}

/// `3eme` and `3ieme` as « 3e ».
fn ordinal(word: &str) -> Option<&'static str> {
    let number = word.strip_suffix("eme")?;
    let number = number.strip_suffix('i').unwrap_or(number);
    Some(match number {
        "2" => "2e",
        "3" => "3e",
        "4" => "4e",
        "5" => "5e",
        "6" => "6e",
        _ => return None,
    })
}

/// Stop words, sorted: ignored unless the query has nothing else.
const STOP_WORDS: &[&str] = &[
    "a", "ai", "as", "au", "aux", "avec", "c", "ce", "ces", "cet", "cette", "ci", "d", "dans",
    "de", "des", "du", "elle", "elles", "en", "es", "est", "et", "etre", "eux", "il", "ils", "j",
    "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m", "ma", "mais", "me", "mes", "moi",
    "mon", "n", "ne", "ni", "nos", "notre", "nous", "on", "ont", "ou", "par", "pas", "pour", "qu",
    "que", "qui", "s", "sa", "se", "ses", "si", "son", "sont", "sur", "t", "ta", "te", "tes",
    "toi", "ton", "tous", "tout", "toute", "toutes", "tu", "un", "une", "vos", "votre", "vous",
    "y",
];

/// Filler words of spoken queries and verbs of asking, sorted: optional when the query has other words.
const FILLER_WORDS: &[&str] = &[
    "aide",
    "aider",
    "aides",
    "aimerai",
    "aimerais",
    "aimerait",
    "allais",
    "aller",
    "alors",
    "aussi",
    "autour",
    "avais",
    "avait",
    "avez",
    "avoir",
    "avons",
    "beaucoup",
    "besoin",
    "bien",
    "bonjour",
    "bonsoir",
    "ca",
    "cela",
    "celui",
    "cependant",
    "cherche",
    "chercher",
    "chez",
    "chose",
    "choses",
    "comme",
    "comment",
    "connais",
    "connaissez",
    "connaitre",
    "contre",
    "deja",
    "demande",
    "demander",
    "depuis",
    "devoir",
    "devrais",
    "dire",
    "dis",
    "dit",
    "dites",
    "dois",
    "doit",
    "doivent",
    "donc",
    "donne",
    "donner",
    "encore",
    "entre",
    "etais",
    "etait",
    "ete",
    "existe",
    "expliquer",
    "faire",
    "fais",
    "faisait",
    "fait",
    "faite",
    "fallait",
    "faut",
    "gens",
    "hello",
    "juste",
    "lequel",
    "loin",
    "lorsque",
    "maintenant",
    "meme",
    "merci",
    "mettre",
    "moins",
    "parce",
    "passer",
    "pendant",
    "pense",
    "permet",
    "permettre",
    "peu",
    "peut",
    "peuvent",
    "peux",
    "plus",
    "pourquoi",
    "pourrais",
    "pourrait",
    "pouvez",
    "pouvoir",
    "pouvons",
    "prendre",
    "pres",
    "proche",
    "propose",
    "proposer",
    "puis",
    "puisque",
    "quand",
    "quel",
    "quelle",
    "quelles",
    "quelqu",
    "quelque",
    "quelques",
    "quelquun",
    "quels",
    "quoi",
    "recherche",
    "rechercher",
    "renseignement",
    "renseignements",
    "sais",
    "sait",
    "salut",
    "savez",
    "savoir",
    "sera",
    "serait",
    "soit",
    "sommes",
    "souhaite",
    "souhaiterais",
    "souhaiterait",
    "souhaitons",
    "stp",
    "suis",
    "suite",
    "surtout",
    "svp",
    "tellement",
    "toujours",
    "tres",
    "trop",
    "trouve",
    "trouver",
    "truc",
    "trucs",
    "va",
    "vais",
    "vas",
    "venir",
    "vers",
    "veuillez",
    "veut",
    "veux",
    "viens",
    "vient",
    "voila",
    "voir",
    "vois",
    "voit",
    "vont",
    "voudrais",
    "voudrait",
    "voulais",
    "voulez",
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
    if let Some(role) = SMALL_WORDS.get(word) {
        *role
    } else if word.len() == 1 && word.bytes().all(|b| b.is_ascii_digit()) {
        WordRole::Filler
    } else {
        WordRole::Content
    }
}

/// Roles of the words that carry no meaning.
static SMALL_WORDS: LazyLock<FxHashMap<&str, WordRole>> = LazyLock::new(|| {
    let fillers = FILLER_WORDS.iter().map(|word| (*word, WordRole::Filler));
    fillers.chain(STOP_WORDS.iter().map(|word| (*word, WordRole::StopWord))).collect()
});

/// Stem of a folded word.
///
/// Stemming runs after folding, so that « étrangères » and `etrangeres` agree. The Snowball rules
/// rely on accents and then miss some plurals (`emplois`, `velos`, `exilees`), so number and gender
/// are removed first.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut base = Cow::Borrowed(singular(word));
    for (feminine, masculine) in [
        ("trice", "teur"),
        ("euse", "eur"),
        ("iere", "ier"),
        ("gere", "ger"),
        ("llere", "ller"),
        ("chere", "cher"),
        ("ee", "e"),
    ] {
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

/// `word` without the sign of the plural.
pub(super) fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| !rest.ends_with('s')).unwrap_or(word)
}

/// Field of a document; each has its own weight.
///
/// Each place is a text of its own (`Tours`, `Sanitas`, `37000`): a query that contains its whole
/// name ranks the documents of that place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    /// Commune, one of its postcodes, or one of the names of a neighbourhood.
    Place,
    /// Département or region, by name or code.
    Region,
    Carrier,
    /// Label, slug and keywords; the description is left out, its words are too common.
    Barrier,
    Audience,
    /// Summary, and minor texts such as the names of partners.
    Summary,
    /// Value that words of a search point to, spelt `frein:mobilite`. Counts as a label of a barrier.
    Meaning,
    /// Street, found by its words as written only: `FLE` is not Fleury. Counts as a part of the summary.
    Street,
}

impl Field {
    /// Number of fields that are scored.
    pub(super) const COUNT: usize = 7;
    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Title,
        Self::Place,
        Self::Region,
        Self::Carrier,
        Self::Barrier,
        Self::Audience,
        Self::Summary,
    ];

    pub(super) const fn weight(self) -> f32 {
        match self {
            Self::Title => 8.0,
            Self::Place => 4.5,
            Self::Carrier => 4.0,
            Self::Audience => 2.6,
            Self::Barrier | Self::Meaning => 1.8,
            Self::Region => 1.5,
            Self::Summary | Self::Street => 1.0,
        }
    }

    /// Usual number of words, for length normalisation (BM25); `None` for fields that may list many values.
    pub(super) const fn usual_length(self) -> Option<f32> {
        match self {
            Self::Title => Some(7.0),
            Self::Place | Self::Region | Self::Audience => None,
            Self::Carrier => Some(5.0),
            Self::Barrier | Self::Meaning => Some(30.0),
            Self::Summary | Self::Street => Some(35.0),
        }
    }

    /// True for fields of names and keywords, where repeating a word adds nothing.
    pub(super) const fn is_labels(self) -> bool {
        matches!(self, Self::Place | Self::Region | Self::Barrier | Self::Audience | Self::Meaning)
    }

    #[inline]
    pub(super) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn accents_ligatures_and_capitals_are_folded() {
        assert_eq!(words("À bras le CŒUR"), ["a", "bras", "le", "coeur"]);
        assert_eq!(words("cre\u{300}che Ⅳ ﬁn"), ["creche", "iv", "fin"]);
    }

    #[test]
    fn elided_words_are_dropped_and_other_apostrophes_join() {
        assert_eq!(words("garde d’enfants, l'emploi, qu'il"), ["garde", "enfants", "emploi", "il"]);
        assert_eq!(words("P’tits-déjs aujourd’hui"), ["ptits", "dejs", "aujourdhui"]);
        assert_eq!(words("l' d’ "), [""; 0]);
    }

    #[test]
    fn inclusive_endings_brackets_and_dotted_initials_make_one_word() {
        assert_eq!(words("habitant·es seul·e né·e"), ["habitant", "seul", "ne"]);
        assert_eq!(words("Pluriel(le)s Tou(r)s (CCAS)"), ["pluriels", "tous", "ccas"]);
        assert_eq!(words("C.P.A. fin.Le mot"), ["cpa", "fin", "le", "mot"]);
        assert_eq!(words("data·inclusion"), ["data", "inclusion"]);
    }

    #[test]
    fn inclusive_endings_after_hyphens_full_stops_and_slashes_are_dropped() {
        assert_eq!(words("habitant-e-s demandeurs-euses"), ["habitant", "demandeurs"]);
        assert_eq!(words("étudiant.e.s, conseiller/ère"), ["etudiant", "conseiller"]);
        assert_eq!(words("professionnel-le-s"), ["professionnel"]);
        assert_eq!(words("Joué-lès-Tours, a-t-elle"), ["joue", "les", "tours", "a", "t", "elle"]);
    }

    #[test]
    fn a_number_in_groups_and_a_word_in_two_parts_are_one() {
        assert_eq!(words("2 000 emplois, 37\u{202f}000"), ["2000", "emplois", "37000"]);
        assert_eq!(words("02 47 31 64 61"), ["02", "47", "31", "64", "61"]);
        assert_eq!(words("0 800 12"), ["0", "800", "12"]);
        assert_eq!(words("wi-fi wifi e-mail email"), ["wifi", "wifi", "mail", "mail"]);
    }

    #[test]
    fn the_lists_of_small_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted() && FILLER_WORDS.is_sorted());
    }

    #[test]
    fn saint_and_ordinals_have_one_spelling() {
        assert_eq!(words("St-Pierre Ste Marie"), ["saint", "pierre", "sainte", "marie"]);
        assert_eq!(words("2ème deuxième 3ème"), ["2e", "2e", "3e"]);
        assert_eq!(words("1er premier 1re première"), ["1er"; 4]);
    }

    #[test]
    fn a_token_has_its_byte_range() {
        let text = "à l’École (sic)";
        let found: Vec<&str> =
            tokens(text).iter().filter_map(|t| text.get(t.range.clone())).collect();
        assert_eq!(found, ["à", "École", "sic"]);
    }

    #[test]
    fn a_french_list_ignores_accents_and_capitals() {
        let mut list = ["Zone", "Étude", "école", "Emploi"];
        list.sort_by(|a, b| french_order(a, b));
        assert_eq!(list, ["école", "Emploi", "Étude", "Zone"]);
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for family in [
            &["etranger", "etrangere", "etrangers", "etrangeres"][..],
            &["conseiller", "conseillers", "conseillere", "conseilleres"],
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
