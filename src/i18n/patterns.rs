//! Messages of texts and arguments only: a results page prints a hundred, and Fluent takes a microsecond for each.

use fluent_bundle::FluentMessage;
use fluent_syntax::ast::{Expression, InlineExpression, PatternElement};

use super::Arg;
use super::counts::grouped_digits;

/// Pieces of a message without selectors, functions and references.
#[derive(Debug)]
pub(super) struct Pattern(Box<[Piece]>);

#[derive(Debug, Clone, Copy)]
enum Piece {
    Text(&'static str),
    /// Argument of this name.
    Argument(&'static str),
}

impl Pattern {
    /// `None` if `message` needs Fluent.
    pub fn new(message: &FluentMessage<'static>) -> Option<Self> {
        let elements = message.value()?.elements.iter();
        elements.map(Piece::new).collect::<Option<_>>().map(Self)
    }

    /// Text with `args`; `None` without one of the arguments.
    pub fn text(&self, args: &[(&'static str, Arg<'_>)]) -> Option<String> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Argument(name) => match args.iter().find(|(known, _)| known == name)?.1 {
                    Arg::Text(value) => text.push_str(value),
                    Arg::Count(n) => text.push_str(&grouped_digits(n)),
                },
            }
        }
        Some(text)
    }
}

impl Piece {
    fn new(element: &'static PatternElement<&'static str>) -> Option<Self> {
        match element {
            PatternElement::TextElement { value } => Some(Self::Text(value)),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => Some(Self::Argument(id.name)),
            PatternElement::Placeable { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::{Arg, FR_MESSAGES, Key, Lang, Message};

    use super::Piece;

    #[test]
    fn a_message_of_texts_and_arguments_is_the_one_that_fluent_formats() {
        let mut prepared = 0;
        for (index, message) in FR_MESSAGES.iter().enumerate() {
            let Some(pattern) = &message.pattern else { continue };
            let names: Vec<&'static str> = pattern
                .0
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Argument(name) => Some(*name),
                    Piece::Text(_) => None,
                })
                .collect();
            let key = Key { name: "", index };
            for value in
                [Arg::Text("« l’été » {$n}"), Arg::Text(""), Arg::Count(0), Arg::Count(12_345)]
            {
                let args: Vec<_> = names.iter().map(|name| (*name, value)).collect();
                let by_fluent = Message::format(message.source.value().unwrap(), &args);
                assert_eq!(Lang::Fr.message_with(&key, &args), by_fluent);
            }
            prepared += usize::from(!names.is_empty());
        }
        assert!(prepared > 100, "{prepared} messages are prepared");
    }
}
