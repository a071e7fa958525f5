//! Parts of an initiative that a moderator compares, and may publish one by one; made from the part table.

use super::field_table::part_table;

/// Row of the part table.
#[derive(Debug, Clone, Copy)]
pub struct PartSpec {
    /// Name in forms and in the store.
    pub name: &'static str,
    /// True if a new initiative cannot be published without it.
    pub required: bool,
    /// True for prose, compared word by word; false for lists, compared line by line.
    pub is_prose: bool,
    pub values: PartValues,
}

/// Values that a moderator reads of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartValues {
    /// Those of its fields, as they are.
    Fields,
    Activity,
    Place,
    Neighbourhoods,
    ServiceArea,
    Barriers,
    Audiences,
    Access,
    Fees,
    Carriers,
    Partners,
    Confirmation,
}

impl PartSpec {
    const DEFAULT: Self =
        Self { name: "", required: false, is_prose: false, values: PartValues::Fields };
}

macro_rules! define_parts {
    ($($(#[$doc:meta])* $part:ident $name:literal $label:ident { $($column:tt)* })+) => {
        /// Part of an initiative.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Part {
            $($(#[$doc])* $part),+
        }

        impl Part {
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$part),+];

            /// Row of the part table.
            #[must_use]
            pub const fn spec(self) -> &'static PartSpec {
                match self {
                    $(Self::$part => {
                        const SPEC: PartSpec =
                            PartSpec { name: $name, $($column)* ..PartSpec::DEFAULT };
                        &SPEC
                    })+
                }
            }
        }
    };
}

part_table!(define_parts);

impl Part {
    /// Name in forms and in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// True if a new initiative cannot be published without it.
    #[must_use]
    pub const fn is_required(self) -> bool {
        self.spec().required
    }
}
