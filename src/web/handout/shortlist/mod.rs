//! Shortlist of an adviser (« Ma liste »): the list is the address of the page; nothing is stored on the server.

mod carry;
mod message;
mod view;

use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Query;
use jiff::civil::Date;
use serde::Deserialize;

use crate::domain::directory::{ParsedShortlist, Shortlist, ShortlistItem};
use crate::web::request::permanent_redirect;
use crate::web::{Error, Page, PrivateView, Result, paths};

use self::view::{ListState, ShortlistView};

pub use self::carry::carry;

/// Parameters of a shortlist, as typed: links age and are edited by hand.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ShortlistParams {
    l: String,
    du: String,
    avant: Option<String>,
    ajout: String,
    trop: String,
}

impl ShortlistParams {
    /// List of the address. A day to come is none: nothing could have changed since.
    pub fn list(&self, today: Date) -> ParsedShortlist {
        let mut parsed = Shortlist::parse(&self.l);
        parsed.list.made_on = self.du.parse().ok().filter(|day| *day <= today);
        parsed
    }
}

/// `GET /ma-liste?l=i40,a123,d7`. With `ajout`, redirects to the longer list: a list is never made without its address.
pub async fn show(page: Page, Query(params): Query<ShortlistParams>) -> Result<Response> {
    let catalogue = page.catalogue();
    let today = catalogue.today();
    let parsed = params.list(today);
    if let Ok(item) = params.ajout.parse::<ShortlistItem>() {
        return Ok(Redirect::to(&addition(&parsed.list, item, today)).into_response());
    }
    let state = ListState {
        before: params.avant.as_deref().map(|text| Shortlist::parse(text).list),
        refused: params.trop.parse().ok(),
        parsed,
    };
    let entries = catalogue.shortlist_entries(&state.parsed.list);
    Ok(PrivateView(ShortlistView::new(page, &catalogue, &state, &entries)).into_response())
}

/// Page of `list` with `item`; that of `list` itself, which says so, if it is full.
fn addition(list: &Shortlist, item: ShortlistItem, today: Date) -> String {
    match list.with(item) {
        Ok(longer) => paths::shortlist_after(&longer.made_on(today), list),
        Err(_) => paths::shortlist_refusing(list, item),
    }
}

/// `GET /l/8kcf2n5t3j8jm`
pub async fn short_link(Path(code): Path<String>, RawQuery(_): RawQuery) -> Result<Response> {
    let list = Shortlist::from_code(&code).ok_or(Error::NotFound)?;
    Ok(permanent_redirect(&paths::shortlist(&list)))
}
