//! Ages and prices in a query: « 17 ans », « cinquante ans », « pas cher ».

use crate::catalogue::index::tokens::Token;

/// Numbers in words that an age has.
const NUMBERS: [(&str, u32); 12] = [
    ("quatorze", 14),
    ("quinze", 15),
    ("seize", 16),
    ("vingt", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("cinquantaine", 50),
    ("soixante", 60),
    ("soixantaine", 60),
    ("quarantaine", 40),
    ("trentaine", 30),
];
/// Words that follow a number of tens: « vingt-cinq », « dix-huit ».
const UNITS: [(&str, u32); 10] = [
    ("dix", 10),
    ("un", 1),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("six", 6),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
];
const YEARS: [&str; 2] = ["ans", "an"];
/// Ages of the young, and the first of the seniors.
const YOUNG: std::ops::RangeInclusive<u32> = 14..=25;
const SENIOR: u32 = 50;
/// Age from which « plus de 45 ans » means seniors.
const ALMOST_SENIOR: u32 = 45;

/// Age group of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalogue::index) enum AgeGroup {
    Young,
    Senior,
    /// Age that says nothing about the audience.
    Other,
}

/// Age that starts at `tokens[at]`: its last token, and the group.
pub(in crate::catalogue::index) fn age_at(
    tokens: &[Token],
    at: usize,
) -> Option<(usize, AgeGroup)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let (mut number, mut end) = number_at(&word, at)?;
    // « 16-25 ans », « 16 à 25 ans »: the younger one.
    let joint = usize::from(matches!(word(end), "a" | "et" | "ou"));
    if let Some((_, after)) = number_at(&word, end + joint)
        && YEARS.contains(&word(after))
    {
        end = after;
    } else if matches!(word(at), "cinquantaine" | "soixantaine") {
        return Some((at, AgeGroup::Senior));
    }
    if !YEARS.contains(&word(end)) {
        return None;
    }
    let before = |back: usize| at.checked_sub(back).map_or("", |at| word(at));
    if before(2) == "moins" {
        number = number.saturating_sub(1);
    }
    let more = before(2) == "plus" && number >= ALMOST_SENIOR;
    let group = match number {
        _ if YOUNG.contains(&number) => AgeGroup::Young,
        _ if number >= SENIOR || more => AgeGroup::Senior,
        _ => AgeGroup::Other,
    };
    // A few years are a duration: « depuis 2 ans ».
    (number >= *YOUNG.start()).then_some((end, group))
}

/// Number that starts at word `at`, and the word after it.
fn number_at<'a>(word: &impl Fn(usize) -> &'a str, at: usize) -> Option<(u32, usize)> {
    let text = word(at);
    if text.len() <= 2 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some((text.parse().ok()?, at + 1));
    }
    let unit = |at: usize| UNITS.iter().find(|(name, _)| *name == word(at)).map(|(_, n)| *n);
    if text == "dix" {
        return Some(unit(at + 1).filter(|n| *n > 6).map_or((10, at + 1), |n| (10 + n, at + 2)));
    }
    let tens = NUMBERS.iter().find(|(name, _)| *name == text).map(|(_, n)| *n)?;
    let and = usize::from(word(at + 1) == "et");
    Some(unit(at + 1 + and).map_or((tens, at + 1), |n| (tens + n, at + 2 + and)))
}

/// Words before « cher » that make it a price and no département.
const BEFORE_PRICE: [&str; 9] =
    ["pas", "moins", "peu", "trop", "plus", "tres", "si", "aussi", "assez"];

/// Price that starts at `tokens[at]`: its last token.
pub(in crate::catalogue::index) fn price_at(tokens: &[Token], at: usize) -> Option<usize> {
    let is_before = tokens.get(at).is_some_and(|it| BEFORE_PRICE.contains(&it.text.as_str()));
    let next = (at + 1..at + 3).find(|at| {
        let word = tokens.get(*at).map_or("", |token| token.text.as_str());
        matches!(word, "cher" | "chers" | "chere" | "cheres")
    })?;
    let between = tokens.get(at + 1..next)?;
    let small = between.iter().all(|it| BEFORE_PRICE.contains(&it.text.as_str()));
    (is_before && small).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::index::tokens::tokens;

    #[test]
    fn an_age_is_read_in_digits_and_in_words() {
        let age = |text: &str| {
            let tokens = tokens(text);
            (0..tokens.len()).find_map(|at| age_at(&tokens, at).map(|(_, group)| group))
        };
        for young in [
            "j’ai 17 ans",
            "seize ans",
            "16-25 ans",
            "moins de 26 ans",
            "dix-huit ans",
            "vingt et un ans",
        ] {
            assert_eq!(age(young), Some(AgeGroup::Young), "{young}");
        }
        for senior in
            ["58 ans", "cinquante ans", "plus de 45 ans", "la cinquantaine", "cinquante-deux ans"]
        {
            assert_eq!(age(senior), Some(AgeGroup::Senior), "{senior}");
        }
        assert_eq!(age("35 ans"), Some(AgeGroup::Other));
        for none in ["depuis 2 ans", "17 rue", "cinquante", "2024"] {
            assert_eq!(age(none), None, "{none}");
        }
    }

    #[test]
    fn cher_after_a_small_word_is_a_price() {
        let price = |text: &str| {
            let tokens = tokens(text);
            (0..tokens.len()).any(|at| price_at(&tokens, at).is_some())
        };
        assert!(price("voiture pas chère"));
        assert!(price("manger pas trop cher"));
        assert!(!price("emploi dans le Cher"));
        assert!(!price("pas de bus dans le Cher"));
    }
}
