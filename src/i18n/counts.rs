//! Messages with a count: a results page prints fifty, and Fluent takes a microsecond for each.

use super::group_thousands;

/// Count with which the text of several is formatted, and its digits there.
const SAMPLE: usize = 1_234;
const SAMPLE_DIGITS: &str = "1\u{202f}234";
/// Counts whose text must be that of several with other digits.
const OTHER_COUNTS: [usize; 6] = [2, 3, 10, 100, 1_000, 1_000_000];

/// Texts of a message whose only argument is a count, formatted by Fluent.
#[derive(Debug)]
pub(super) struct CountedMessage {
    none: String,
    one: String,
    /// Text of several, split where the number stands.
    several: Box<[String]>,
}

impl CountedMessage {
    /// `text` formats the message with a count; `None` if it has another argument, or depends on the count otherwise.
    pub fn new(text: impl Fn(usize) -> Option<String>) -> Option<Self> {
        let sample = text(SAMPLE)?;
        let several = sample.split(SAMPLE_DIGITS).map(str::to_owned).collect();
        let message = Self { none: text(0)?, one: text(1)?, several };
        let is_alike = |n: usize| text(n).is_some_and(|it| it == message.text(n));
        OTHER_COUNTS.into_iter().all(is_alike).then_some(message)
    }

    pub fn text(&self, n: usize) -> String {
        match n {
            0 => self.none.clone(),
            1 => self.one.clone(),
            _ if self.several.len() == 1 => self.several.concat(),
            _ => self.several.join(&grouped_digits(n)),
        }
    }
}

pub(super) fn grouped_digits(n: usize) -> String {
    let digits = n.to_string();
    if digits.len() > 3 { group_thousands(&digits) } else { digits }
}

#[cfg(test)]
mod tests {
    use crate::i18n::{Arg, FR_MESSAGES, Key, Lang};

    #[test]
    fn a_message_with_a_count_is_the_one_that_fluent_formats() {
        let mut prepared = 0;
        for index in 0..FR_MESSAGES.len() {
            let key = Key { name: "", index };
            for n in [0, 1, 2, 3, 10, 11, 99, 100, 999, 1_000, 1_001, 21_000, 1_000_000, 2_000_000]
            {
                let by_fluent = Lang::Fr.message_with(&key, &[("n", Arg::Count(n))]);
                assert_eq!(Lang::Fr.message_count(&key, n), by_fluent, "{n}");
            }
            let counted = FR_MESSAGES[index].counted();
            prepared += usize::from(counted.is_some_and(|it| it.several.len() > 1));
        }
        assert!(prepared > 50, "{prepared} messages are prepared");
    }
}
