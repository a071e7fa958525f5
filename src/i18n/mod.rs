//! Localised messages: one folder of Fluent files a language under `i18n/`.

mod acronyms;
mod counts;
mod dates;
mod fields;
mod labels;
mod patterns;
mod places;

use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

pub use acronyms::{AcronymPiece, ExpandedAcronyms};

use counts::CountedMessage;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentMessage, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern as FluentPattern;
use patterns::Pattern;

/// Name of a message. Only generated constants build it, so the message exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    name: &'static str,
    /// Position among the messages of all files.
    index: usize,
}

/// Constants of all messages, such as `messages::SEARCH_TITLE`.
pub(crate) mod messages {
    use super::Key;

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// Language of the site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Fr,
}

/// Argument of a message.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    Text(&'a str),
    /// Number that selects the plural form; printed with thin spaces between thousands.
    Count(usize),
}

static FR: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec!["fr".parse().expect("a language tag")]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(grouped));
    for source in include!(concat!(env!("OUT_DIR"), "/sources.rs")) {
        let resource = FluentResource::try_new(source.to_owned()).expect("a well-formed catalogue");
        bundle.add_resource(resource).expect("no message is defined twice");
    }
    bundle
});

/// Messages by the index of their key. A page prints hundreds: looking each up by its name took a tenth of the time of
/// a results page.
static FR_MESSAGES: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let names: &[&'static str] = include!(concat!(env!("OUT_DIR"), "/message_names.rs"));
    names.iter().map(|name| Message::new(name)).collect()
});

/// Message of the bundle, its text without arguments, and its texts with a count.
struct Message {
    source: FluentMessage<'static>,
    text: Cow<'static, str>,
    /// `None` if Fluent has to format it.
    pattern: Option<Pattern>,
    /// Prepared at the first use with a count alone; `None` if other arguments or numbers decide its text.
    counted: OnceLock<Option<CountedMessage>>,
}

impl Message {
    fn new(name: &str) -> Self {
        let message = FR.get_message(name).expect("a message for each key");
        let pattern = message.value().expect("a message with a text");
        let text = FR.format_pattern(pattern, None, &mut Vec::new());
        Self { pattern: Pattern::new(&message), source: message, text, counted: OnceLock::new() }
    }

    /// Text of `pattern` with `args`, by Fluent.
    fn format(pattern: &FluentPattern<&'static str>, args: &[(&'static str, Arg<'_>)]) -> String {
        let values = args.iter().map(|(name, arg)| match *arg {
            Arg::Text(text) => (*name, FluentValue::from(text)),
            Arg::Count(n) => (*name, FluentValue::from(n)),
        });
        let values: FluentArgs<'_> = values.collect();
        FR.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }

    /// Texts of the message by its count.
    fn counted(&self) -> Option<&CountedMessage> {
        self.counted.get_or_init(|| CountedMessage::new(|n| self.with_count(n))).as_ref()
    }

    /// Text with the count `n`, by Fluent; `None` if the message has another argument.
    fn with_count(&self, n: usize) -> Option<String> {
        let arguments: FluentArgs<'_> = [("n", FluentValue::from(n))].into_iter().collect();
        let mut errors = Vec::new();
        let text = FR.format_pattern(self.source.value()?, Some(&arguments), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

impl Lang {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
        }
    }

    /// Message `key` without arguments.
    #[must_use]
    pub fn message(self, key: &Key) -> Cow<'static, str> {
        FR_MESSAGES
            .get(key.index)
            .map_or(Cow::Borrowed(key.name), |it| Cow::Borrowed(it.text.as_ref()))
    }

    /// Message `key` with `args`.
    #[must_use]
    pub fn message_with(self, key: &Key, args: &[(&'static str, Arg<'_>)]) -> String {
        let Some(message) = FR_MESSAGES.get(key.index) else { return key.name.to_owned() };
        let simple = message.pattern.as_ref().and_then(|it| it.text(args));
        let by_fluent = || Some(Message::format(message.source.value()?, args));
        simple.or_else(by_fluent).unwrap_or_else(|| key.name.to_owned())
    }

    /// Message `key` with the count `n`.
    #[must_use]
    pub fn message_count(self, key: &Key, n: usize) -> String {
        let counted = FR_MESSAGES.get(key.index).and_then(Message::counted);
        counted.map_or_else(|| self.message_with(key, &[("n", Arg::Count(n))]), |it| it.text(n))
    }
}

/// Fluent formatter: numbers with a thin no-break space between thousands.
fn grouped<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = number.as_string();
    if digits.len() <= 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(group_thousands(&digits))
}

/// `digits` with a thin no-break space between thousands.
#[must_use]
pub fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// `text` with a capital first letter.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_by_a_thin_space() {
        assert_eq!(group_thousands("999"), "999");
        assert_eq!(group_thousands("1754"), "1\u{202f}754");
        assert_eq!(group_thousands("1000000"), "1\u{202f}000\u{202f}000");
    }
}
