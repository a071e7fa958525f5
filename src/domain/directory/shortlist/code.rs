//! Compact code of a shortlist, for paper and phones: reversible, without storage, and without a vowel or a sign that
//! is read for another one. It holds the day of the list, its items in order, and a check sign.

use jiff::Span;
use jiff::civil::Date;

use super::{Shortlist, ShortlistItem};

/// Signs of a code, in the order of their values.
const SIGNS: &[u8; 28] = b"23456789bcdfghjkmnpqrstvwxyz";
const BASE: u32 = 28;
/// Base of the digits of a number; a sign above it says that more digits follow.
const DIGIT: u32 = 14;
/// Most signs of one number.
const MAX_DIGITS: usize = 8;
/// Kinds of items, by the remainder of their number.
const KINDS: [char; 3] = ['i', 'a', 'd'];
/// Day before the first that a code can hold.
const EPOCH: Date = Date::constant(2025, 12, 31);

impl Shortlist {
    /// Code of the list and of its day.
    #[must_use]
    pub fn code(&self) -> String {
        let day = self.made_on.map_or(0, |day| EPOCH.until(day).map_or(0, |span| span.get_days()));
        let mut signs = digits(u32::try_from(day).unwrap_or(0));
        for item in &self.items {
            let kind = KINDS.iter().position(|it| *it == item.letter()).unwrap_or(0);
            let number = u32::try_from(item.number()).unwrap_or(0);
            signs.extend(digits(number * 3 + u32::try_from(kind).unwrap_or(0)));
        }
        signs.push(check(&signs));
        signs.into_iter().filter_map(sign).collect()
    }

    /// List of a code, as printed or as typed: capitals, spaces and hyphens count for nothing. `None` for any text that
    /// is no code, so that an error of typing leads to no other list.
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        let signs = text.chars().filter(|sign| !matches!(sign, ' ' | '-'));
        let values: Vec<u32> = signs.map(value).collect::<Option<_>>()?;
        let (check_value, values) = values.split_last()?;
        if check(values) != *check_value {
            return None;
        }
        let mut numbers = numbers(values)?.into_iter();
        let day = i64::from(numbers.next()?);
        // A code that was typed may hold more days than a span.
        let days = Span::new().try_days(day).ok()?;
        let made_on = if day == 0 { None } else { Some(EPOCH.checked_add(days).ok()?) };
        let mut list = Self { made_on, ..Self::default() };
        for number in numbers {
            let kind = usize::try_from(number % 3).ok()?;
            let item = ShortlistItem::new(*KINDS.get(kind)?, i64::from(number / 3))?;
            if list.contains(item) {
                return None;
            }
            list = list.with(item).ok()?;
        }
        (!list.is_empty()).then_some(list)
    }
}

/// Digits of `number`, the most significant first; all but the last are marked.
fn digits(mut number: u32) -> Vec<u32> {
    let mut digits = vec![number % DIGIT];
    while number >= DIGIT {
        number /= DIGIT;
        digits.push(number % DIGIT + DIGIT);
    }
    digits.reverse();
    digits
}

/// Numbers whose digits follow one another in `values`; each has one spelling.
fn numbers(values: &[u32]) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for digits in values.split_inclusive(|value| *value < DIGIT) {
        let (first, last) = (*digits.first()?, *digits.last()?);
        let is_padded = digits.len() > 1 && first == DIGIT;
        if is_padded || digits.len() > MAX_DIGITS || last >= DIGIT {
            return None;
        }
        let number = digits
            .iter()
            .try_fold(0_u32, |number, digit| number.checked_mul(DIGIT)?.checked_add(digit % DIGIT));
        numbers.push(number?);
    }
    Some(numbers)
}

/// Check sign of `values` (Luhn's algorithm for this base): it differs if one of them is another.
fn check(values: &[u32]) -> u32 {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(at, value)| {
            let product = if at % 2 == 0 { value * 2 } else { *value };
            product / BASE + product % BASE
        })
        .sum();
    (BASE - sum % BASE) % BASE
}

fn sign(value: u32) -> Option<char> {
    SIGNS.get(usize::try_from(value).ok()?).map(|byte| char::from(*byte))
}

fn value(sign: char) -> Option<u32> {
    let sign = u8::try_from(sign.to_ascii_lowercase()).ok()?;
    SIGNS.iter().position(|it| *it == sign).and_then(|at| u32::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    use super::*;

    fn lists() -> impl Strategy<Value = Shortlist> {
        let item = (0_usize..3, 1_i64..=9_999_999)
            .prop_map(|(kind, number)| ShortlistItem::new(KINDS[kind], number).unwrap());
        let items = prop::collection::vec(item, 1..=Shortlist::MAX_ITEMS);
        let day = prop::option::of(1_i64..20_000);
        (items, day).prop_map(|(items, day)| {
            let made_on = day.map(|day| EPOCH.saturating_add(day.days()));
            let empty = Shortlist { made_on, ..Shortlist::default() };
            items.into_iter().fold(empty, |list, item| list.with(item).unwrap())
        })
    }

    #[test]
    fn a_list_of_three_has_a_code_that_is_quickly_typed() {
        let made_on = Date::constant(2026, 11, 30);
        let list = Shortlist::parse("i159,a221,i132").list.made_on(made_on);
        assert_eq!(list.code().len(), 13);
        assert_eq!(Shortlist::from_code(&list.code()), Some(list));
    }

    #[test]
    fn a_day_beyond_the_calendar_is_no_code() {
        for day in [3_000_000, 10_000_000, u32::MAX / DIGIT] {
            let mut signs = digits(day);
            signs.extend(digits(3));
            signs.push(check(&signs));
            let code: String = signs.into_iter().filter_map(sign).collect();
            assert_eq!(Shortlist::from_code(&code), None, "{code}");
        }
    }

    #[test]
    fn no_text_without_items_is_a_code() {
        for bad in ["", "2", "22", "222", "a", "été", "8kcf_2n5t", &"z".repeat(500)] {
            assert_eq!(Shortlist::from_code(bad), None, "{bad}");
        }
        assert_eq!(Shortlist::from_code(&Shortlist::default().code()), None);
    }

    proptest! {
        #[test]
        fn a_code_gives_back_its_list(list in lists()) {
            prop_assert_eq!(Shortlist::from_code(&list.code()), Some(list));
        }

        #[test]
        fn a_code_is_read_in_capitals_and_in_groups(list in lists()) {
            let code = list.code().to_uppercase();
            let signs: Vec<char> = code.chars().collect();
            let groups = signs.chunks(4).map(|it| it.iter().collect::<String>());
            let typed = groups.collect::<Vec<_>>().join("-");
            prop_assert_eq!(Shortlist::from_code(&typed), Some(list));
        }

        #[test]
        fn a_wrong_sign_is_refused(list in lists(), at in 0_usize..200, other in 0_usize..28) {
            let mut code: Vec<u8> = list.code().into_bytes();
            let at = at % code.len();
            prop_assume!(code[at] != SIGNS[other]);
            code[at] = SIGNS[other];
            prop_assert_eq!(Shortlist::from_code(std::str::from_utf8(&code).unwrap()), None);
        }

        #[test]
        fn a_parsed_code_is_written_alike(text in "[2-9b-df-hj-kmnp-tv-z]{0,40}") {
            if let Some(list) = Shortlist::from_code(&text) {
                prop_assert_eq!(list.code(), text);
            }
        }

        #[test]
        fn junk_is_never_read_as_a_list_with_repeats(text in ".{0,60}") {
            if let Some(list) = Shortlist::from_code(&text) {
                let parsed = Shortlist::parse(&list.to_string()).list;
                prop_assert_eq!(parsed.items(), list.items());
            }
        }
    }
}
