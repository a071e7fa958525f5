//! Labels of form fields, of their options, and of the parts of an initiative. A row of the field table or of the part
//! table that names a message without a translation does not compile.

use std::borrow::Cow;

use super::{Key, Lang, messages};
use crate::domain::proposal::{Field, Part, field_table, part_table};

macro_rules! optional_message {
    () => {
        None
    };
    ($message:ident) => {
        Some(messages::$message)
    };
}

macro_rules! define_field_messages {
    ($(
        $(#[$doc:meta])*
        $field:ident $name:literal {
            label $label:ident, help $help:ident
            $(, page $page:ident)?
            $(, options [$($value:literal $option:ident),+ $(,)?])?
        }
        { $($column:tt)* }
    )+) => {
        const fn label(field: Field) -> &'static Key {
            match field {
                $(Field::$field => messages::$label,)+
            }
        }

        const fn help(field: Field) -> &'static Key {
            match field {
                $(Field::$field => messages::$help,)+
            }
        }

        const fn page_heading(field: Field) -> Option<&'static Key> {
            match field {
                $(Field::$field => optional_message!($($page)?),)+
            }
        }

        fn option(field: Field, value: &str) -> Option<&'static Key> {
            match (field, value) {
                $($($((Field::$field, $value) => Some(messages::$option),)+)?)+
                _ => None,
            }
        }
    };
}

macro_rules! define_part_messages {
    ($($(#[$doc:meta])* $part:ident $name:literal $label:ident { $($column:tt)* })+) => {
        const fn part_label(part: Part) -> &'static Key {
            match part {
                $(Part::$part => messages::$label,)+
            }
        }
    };
}

field_table!(define_field_messages);
part_table!(define_part_messages);

impl Lang {
    /// Label of a form field.
    #[must_use]
    pub fn field_label(self, field: Field) -> Cow<'static, str> {
        self.message(label(field))
    }

    /// Help text of a form field.
    #[must_use]
    pub fn field_help(self, field: Field) -> Cow<'static, str> {
        self.message(help(field))
    }

    /// Heading of the value on the page of an initiative; `None` if it is not listed there as it is.
    #[must_use]
    pub fn field_heading(self, field: Field) -> Option<Cow<'static, str>> {
        page_heading(field).map(|key| self.message(key))
    }

    /// Label of the option `value` of a closed list; `value` itself if it is none.
    #[must_use]
    pub fn option_label(self, field: Field, value: &str) -> Cow<'static, str> {
        option(field, value).map_or_else(|| Cow::Owned(value.to_owned()), |key| self.message(key))
    }

    /// « Titre », « Résumé ».
    #[must_use]
    pub fn part(self, part: Part) -> Cow<'static, str> {
        self.message(part_label(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_has_a_label() {
        for field in Field::ALL {
            for value in field.spec().options {
                assert_ne!(Lang::Fr.option_label(field, value), *value, "{field:?}");
            }
        }
    }
}
