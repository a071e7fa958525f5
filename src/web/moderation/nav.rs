//! The ways between the pages of the moderation.

use crate::{
    domain::queue::{File, QueueSearch},
    i18n::{Key, say},
    web::{Page, paths},
};

/// A page of the moderation that its pages lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Queue(File),
    Published,
}

/// The ways, the one to the page asked for marked.
#[derive(Debug)]
pub struct Nav {
    pub ways: Vec<Way>,
}

#[derive(Debug)]
pub struct Way {
    pub label: String,
    pub href: String,
    pub current: bool,
}

impl Nav {
    pub fn new(page: &Page, here: Option<Place>) -> Self {
        let places = [
            (Place::Queue(File::Waiting), say::MODERATION_QUEUE),
            (Place::Queue(File::Quarantine), say::MODERATION_APART),
            (Place::Queue(File::Decided), say::MODERATION_DECIDED),
            (Place::Published, say::MODERATION_PUBLISHED),
        ];
        let way = |(place, label): (Place, &Key)| Way {
            label: page.t(label).into_owned(),
            href: href(place),
            current: here == Some(place),
        };
        Self { ways: places.into_iter().map(way).collect() }
    }
}

fn href(place: Place) -> String {
    match place {
        Place::Queue(file) => paths::queue(&QueueSearch { file, ..QueueSearch::default() }),
        Place::Published => paths::EDITED.to_owned(),
    }
}
