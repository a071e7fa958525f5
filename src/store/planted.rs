//! What planting a folder of seeds did, noun by noun.

/// What a folder of seeds is made of, in the order in which it is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    Departement,
    Commune,
    Neighbourhood,
    Figure,
    Barrier,
    Audience,
    Kind,
    Synonym,
    Collection,
    Organisation,
    Initiative,
    LeftOut,
    Source,
}

/// How the records of one noun fared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Left as they are, because people wrote them through the site.
    pub kept: usize,
    /// No longer in the folder: no longer shown.
    pub withdrawn: usize,
}

/// What planting did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Planted {
    tallies: Vec<(Noun, Tally)>,
}

impl Tally {
    /// Whether the database is not what it was.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        self.added + self.changed + self.withdrawn > 0
    }
}

impl Planted {
    /// How the records of `noun` fared.
    #[must_use]
    pub fn of(&self, noun: Noun) -> Tally {
        let tally = self.tallies.iter().find(|(of, _)| *of == noun);
        tally.map(|(_, tally)| *tally).unwrap_or_default()
    }

    /// Every noun with its tally, in the order of planting.
    pub fn tallies(&self) -> impl Iterator<Item = (Noun, Tally)> {
        self.tallies.iter().copied()
    }

    /// Whether anything changed.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.tallies.iter().any(|(_, tally)| tally.is_change())
    }

    pub(super) fn push(&mut self, noun: Noun, tally: Tally) {
        self.tallies.push((noun, tally));
    }
}
