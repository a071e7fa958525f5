//! Pages of the form.

use super::field::Field;

/// Page of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Description,
    Place,
    Audience,
    Access,
    Participants,
}

impl Step {
    pub const ALL: [Self; 5] =
        [Self::Description, Self::Place, Self::Audience, Self::Access, Self::Participants];

    /// Slug in URLs.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Description => "quoi",
            Self::Place => "ou",
            Self::Audience => "pour-qui",
            Self::Access => "rejoindre",
            Self::Participants => "vous",
        }
    }

    /// Step with the given slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }

    /// Fields of the step, in page order.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| field.step() == self)
    }
}
