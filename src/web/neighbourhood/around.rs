//! Helpful organisations around a neighbourhood, and collapsible lists.

use super::{
    near::{useful_further, useful_in_town},
    words::{departement_organisations, in_towns, town_organisations},
};
use crate::{
    catalogue::{Catalogue, Near},
    domain::neighbourhood::Neighbourhood,
    i18n::say,
    web::{Page, parts::OrganisationCard},
};

/// Items of a list that are visible before it is expanded.
const OPEN: usize = 5;

/// List with its visible items and its collapsed ones.
#[derive(Debug)]
pub struct Folded<T> {
    pub first: Vec<T>,
    pub rest: Vec<T>,
}

impl<T> Folded<T> {
    pub fn new(mut first: Vec<T>) -> Self {
        let rest = first.split_off(first.len().min(OPEN));
        Self { first, rest }
    }
}

/// Helpful organisations of the town, then of the rest of the département, with links to full lists.
#[derive(Debug)]
pub struct Around<'a> {
    pub town_title: String,
    pub town: Folded<OrganisationCard<'a>>,
    pub town_all: Vec<(String, String)>,
    pub further_title: String,
    pub further: Vec<OrganisationCard<'a>>,
    pub further_all: String,
}

impl<'a> Around<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, it: &Neighbourhood, near: &Near<'a>) -> Self {
        let departement = catalogue.departement(&it.departement);
        let departement = departement.map(|it| page.lang.in_departement(it)).unwrap_or_default();
        Self {
            town_title: page.tv(say::HELP_IN_TOWN, &in_towns(page, catalogue, it)),
            town: Folded::new(useful_in_town(page, catalogue, &near.organisations_in_town)),
            town_all: town_organisations(catalogue, it),
            further_title: page.tv(say::HELP_FURTHER, &departement),
            further: useful_further(page, catalogue, it),
            further_all: departement_organisations(catalogue, it),
        }
    }
}
