//! Contact details of an initiative: its own, or else those of its carriers.

use crate::catalogue::Catalogue;
use crate::domain::directory::{Activity, Email, Initiative, Organisation, Phone, WebUrl};

/// Phone, email and website by which an initiative is reached; none once it has ended.
#[derive(Debug, Clone, Copy, Default)]
pub struct ContactDetails<'a> {
    pub phone: Option<ContactDetail<'a, Phone>>,
    pub email: Option<ContactDetail<'a, Email>>,
    pub website: Option<ContactDetail<'a, WebUrl>>,
}

/// Contact detail with its owner.
#[derive(Debug)]
pub struct ContactDetail<'a, T> {
    pub value: &'a T,
    /// Carrier that it belongs to; `None` if it is the initiative’s own.
    pub carrier: Option<&'a Organisation>,
}

impl<T> Clone for ContactDetail<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ContactDetail<'_, T> {}

impl<'a, T> ContactDetail<'a, T> {
    /// `own`, or else the first detail of the carriers.
    fn of(
        own: Option<&'a T>,
        carriers: &[&'a Organisation],
        detail: impl Fn(&'a Organisation) -> Option<&'a T>,
    ) -> Option<Self> {
        let own = own.map(|value| Self { value, carrier: None });
        let theirs = |it: &&'a Organisation| Some(Self { value: detail(it)?, carrier: Some(*it) });
        own.or_else(|| carriers.iter().find_map(theirs))
    }
}

impl Catalogue {
    /// Contact details of `initiative`.
    #[must_use]
    pub fn contact_details<'a>(&'a self, initiative: &'a Initiative) -> ContactDetails<'a> {
        let facts = &initiative.facts;
        if facts.lifecycle.activity == Activity::Ended {
            return ContactDetails::default();
        }
        let carriers = self.carriers_of(initiative);
        ContactDetails {
            phone: ContactDetail::of(facts.phone.as_ref(), &carriers, |it| it.facts.phone.as_ref()),
            email: ContactDetail::of(facts.email.as_ref(), &carriers, |it| it.facts.email.as_ref()),
            website: ContactDetail::of(facts.website.as_ref(), &carriers, |it| {
                it.facts.website.as_ref()
            }),
        }
    }

    /// Carriers of `initiative` that have a page of their own, in its order.
    #[must_use]
    pub fn carriers_of(&self, initiative: &Initiative) -> Vec<&Organisation> {
        let names = initiative.facts.carriers.iter();
        let ids =
            names.filter_map(|name| initiative.organisations.iter().find(|(it, _)| it == name));
        ids.filter_map(|(_, id)| self.organisation(*id)).collect()
    }
}
