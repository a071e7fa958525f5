//! Map of a neighbourhood, ready to print.

use crate::{
    catalogue::{Catalogue, Near, Pin, Plan, Quarter},
    domain::{ids::OrganisationId, neighbourhood::Neighbourhood},
    i18n::{Arg, say},
    web::{Page, parts::Streets, paths},
};

/// Map, with its content as text.
#[derive(Debug)]
pub struct PlanView<'a> {
    pub plan: Option<Plan>,
    pub label: String,
    pub around: Vec<QuarterLink<'a>>,
    pub pins: Vec<PinLink<'a>>,
    /// Organisations without a pin on the map.
    pub unplaced: Vec<(&'a str, String)>,
    /// Notice that initiatives are not on the map.
    pub initiatives: Option<String>,
    pub has_communes: bool,
    pub streets: Streets,
}

/// Link to another neighbourhood on the map.
#[derive(Debug)]
pub struct QuarterLink<'a> {
    pub drawn: Quarter,
    pub name: &'a str,
    pub title: String,
    pub href: String,
}

/// Link to an organisation on the map.
#[derive(Debug)]
pub struct PinLink<'a> {
    pub drawn: Pin,
    pub name: &'a str,
    pub title: String,
    pub href: String,
}

impl<'a> PlanView<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, it: &Neighbourhood, near: &Near<'a>) -> Self {
        let here = &near.organisations_here;
        let mut plan = catalogue.plan(it, here);
        let pins = plan.as_mut().map(|plan| std::mem::take(&mut plan.pins)).unwrap_or_default();
        let around = plan.as_mut().map(|plan| std::mem::take(&mut plan.around));
        let unplaced = here.iter().filter(|it| !pins.iter().any(|pin| pin.organisation == it.id));
        let initiatives =
            (!near.here.is_empty()).then(|| page.tn(say::PLAN_INITIATIVES, near.here.len()));
        Self {
            label: page.tv(say::PLAN_LABEL, it.name.as_str()),
            unplaced: unplaced
                .map(|it| (it.facts.name.as_str(), paths::organisation(&it.facts.slug)))
                .collect(),
            around: around
                .unwrap_or_default()
                .into_iter()
                .filter_map(|drawn| quarter(page, catalogue, drawn))
                .collect(),
            pins: pins.into_iter().filter_map(|drawn| pin(page, catalogue, drawn)).collect(),
            has_communes: plan.as_ref().is_some_and(|plan| !plan.communes.is_empty()),
            streets: Streets::new(it.centre, it.name.as_str()),
            initiatives,
            plan,
        }
    }

    /// Number of the organisation's pin, if it has one.
    pub fn number(&self, organisation: OrganisationId) -> Option<usize> {
        let pin = self.pins.iter().find(|pin| pin.drawn.organisation == organisation)?;
        Some(pin.drawn.number)
    }

    /// True if the text version lists anything besides the outline.
    pub fn is_told(&self) -> bool {
        !self.pins.is_empty()
            || !self.around.is_empty()
            || !self.unplaced.is_empty()
            || self.initiatives.is_some()
    }
}

fn quarter<'a>(page: &Page, catalogue: &'a Catalogue, drawn: Quarter) -> Option<QuarterLink<'a>> {
    let it = catalogue.neighbourhood(&drawn.code)?;
    Some(QuarterLink {
        name: it.name.as_str(),
        title: page.tv(say::PLAN_QUARTER, it.name.as_str()),
        href: paths::neighbourhood(&it.slug),
        drawn,
    })
}

fn pin<'a>(page: &Page, catalogue: &'a Catalogue, drawn: Pin) -> Option<PinLink<'a>> {
    let facts = &catalogue.organisation(drawn.organisation)?.facts;
    let args = [("n", Arg::Count(drawn.number)), ("name", Arg::Text(facts.name.as_str()))];
    Some(PinLink {
        name: facts.name.as_str(),
        title: page.ta(say::PLAN_PIN, &args),
        href: paths::organisation(&facts.slug),
        drawn,
    })
}
