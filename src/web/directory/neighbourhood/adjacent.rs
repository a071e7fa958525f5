//! Helpful organisations around a neighbourhood, and collapsible lists.

use super::texts::{departement_organisations, town_organisations};
use crate::catalogue::{Catalogue, NeighbourhoodContent};
use crate::domain::directory::Organisation;
use crate::i18n::messages;
use crate::web::Page;
use crate::web::components::{Link, OrganisationCard, ShownNumbers, in_towns};

/// Items of a list that are visible before it is expanded.
const VISIBLE_ITEMS: usize = 5;

/// List with its visible items and its collapsed ones.
#[derive(Debug)]
pub struct CollapsibleList<T> {
    pub visible: Vec<T>,
    pub collapsed: Vec<T>,
}

impl<T> CollapsibleList<T> {
    pub fn new(mut first: Vec<T>) -> Self {
        let rest = first.split_off(first.len().min(VISIBLE_ITEMS));
        Self { visible: first, collapsed: rest }
    }
}

/// Helpful organisations of the town, then of the rest of the département, with links to full lists.
#[derive(Debug)]
pub struct Surroundings<'a> {
    pub town_title: String,
    pub town: CollapsibleList<OrganisationCard<'a>>,
    pub town_all: Vec<Link>,
    pub further_title: String,
    pub further: Vec<OrganisationCard<'a>>,
    pub further_all: String,
}

impl<'a> Surroundings<'a> {
    /// Organisations whose number is among the `shown` ones are told without it.
    pub fn new(
        page: &Page,
        catalogue: &'a Catalogue,
        content: &NeighbourhoodContent<'a>,
        shown: &mut ShownNumbers,
    ) -> Self {
        let it = content.neighbourhood;
        let departement = catalogue.departement(&it.departement);
        let mut card =
            |it: &&'a Organisation| shown.add(OrganisationCard::new(page, catalogue, it));
        let mut cards = |list: &[&'a Organisation]| list.iter().map(&mut card).collect();
        let departement = departement.map(|it| page.lang.in_departement(it)).unwrap_or_default();
        Self {
            town_title: page.tv(messages::HELP_IN_TOWN, &in_towns(page, catalogue, it)),
            town: CollapsibleList::new(cards(&content.organisations_in_town)),
            town_all: town_organisations(catalogue, it),
            further_title: page.tv(messages::HELP_FURTHER, &departement),
            further: cards(&content.organisations_further),
            further_all: departement_organisations(catalogue, it),
        }
    }
}
