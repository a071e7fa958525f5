//! Page context: data that every layout needs; rendering of views into responses.

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::DateTime;
use percent_encoding::percent_decode_str;

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::config::{Operator, PublicUrl};
use crate::domain::account::{Action, Member, is_allowed};
use crate::domain::directory::Shortlist;
use crate::edge::CachePolicy;
use crate::i18n::{AcronymPiece, Arg, ExpandedAcronyms, Key, Lang, messages};
use crate::request_catalogue::RequestCatalogue;
use crate::web::{Error, Flash, paths};

/// Context of a page: path, language, member, catalogue.
#[derive(Debug, Clone)]
pub struct Page {
    pub lang: Lang,
    /// Path of the request, without query.
    pub path: String,
    /// Public URL of the site: scheme, host and port.
    pub public_url: PublicUrl,
    /// Current time in France, rounded down to five minutes.
    pub now: DateTime,
    /// Publisher of the site.
    pub operator: Operator,
    /// Signed-in member; `None` on public pages.
    pub member: Option<Member>,
    /// Flash message for the member.
    pub flash: Option<Flash>,
    /// Acronyms already spelt out on this page.
    pub explained: ExpandedAcronyms,
    /// Shortlist in the address, which the links of the page carry on; empty if there is none.
    pub shortlist: Shortlist,
    catalogue: Arc<Catalogue>,
}

impl Page {
    /// Context of `path` for a visitor who is not signed in.
    pub fn new(app: &App, path: &str, RequestCatalogue(catalogue): RequestCatalogue) -> Self {
        Self {
            lang: Lang::default(),
            path: path.to_owned(),
            public_url: app.public_url.clone(),
            now: app.clock.rounded_now(),
            operator: app.config.operator.clone(),
            member: None,
            flash: None,
            explained: ExpandedAcronyms::default(),
            shortlist: Shortlist::default(),
            catalogue,
        }
    }

    /// Shortlist in a query: only the parameter of that name counts, and what is no item is left out.
    pub fn list_of_query(query: &str) -> Shortlist {
        let name = paths::LIST_PARAM;
        let mut values = query.split('&').filter_map(|pair| pair.split_once('='));
        let value = values.find(|(key, _)| *key == name).map(|(_, value)| value);
        let value = value.map(|it| percent_decode_str(it).decode_utf8_lossy());
        value.map(|it| Shortlist::parse(&it).list).unwrap_or_default()
    }

    /// This page for `member`.
    #[must_use]
    pub fn with_member(self, member: Option<Member>) -> Self {
        Self { member, ..self }
    }

    /// Catalogue of the request.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.catalogue)
    }

    pub fn t(&self, key: &Key) -> Cow<'static, str> {
        self.lang.message(key)
    }

    /// Message `key` in the plural form of `n`.
    pub fn tn(&self, key: &Key, n: usize) -> String {
        self.lang.message_count(key, n)
    }

    /// Message `key` with the argument `value`.
    pub fn tv(&self, key: &Key, value: &str) -> String {
        self.lang.message_with(key, &[("value", Arg::Text(value))])
    }

    /// Message `key` with `args`.
    pub fn ta(&self, key: &Key, args: &[(&'static str, Arg<'_>)]) -> String {
        self.lang.message_with(key, args)
    }

    /// `text` split at its acronyms; the first use on the page comes with the full words.
    pub fn pieces<'a>(&self, text: &'a str) -> Vec<AcronymPiece<'a>> {
        self.lang.acronym_pieces(text, &self.explained)
    }

    /// Operator's contact as a sentence; empty if none is configured.
    pub fn operator_contact(&self) -> String {
        let contact = self.operator.contact.as_ref();
        contact.map(|contact| self.tv(messages::OPERATOR_CONTACT, contact)).unwrap_or_default()
    }

    /// Absolute URL of `path`, for canonical links, feeds and print.
    pub fn absolute_url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// True if the member may do `action` on at least one record.
    pub fn may(&self, action: Action) -> bool {
        self.member.as_ref().is_some_and(|member| is_allowed(member.principal(), action, &[]))
    }

    /// Value of `aria-current` for the menu entry `section`: the page itself, or a page under it.
    pub fn aria_current(&self, section: &str) -> &'static str {
        if self.path == section { "page" } else { "true" }
    }

    /// True if the path is `section` or below it.
    pub fn is_under(&self, section: &str) -> bool {
        paths::is_under(&self.path, section)
    }
}

impl FromRequestParts<App> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let member = parts.extensions.get::<Member>().cloned();
        let done = member.as_ref().and(parts.uri.query()).and_then(Flash::from_query);
        let catalogue = RequestCatalogue::of_request(app, &mut parts.extensions);
        let shortlist = parts.uri.query().map(Self::list_of_query).unwrap_or_default();
        Ok(Self { member, flash: done, shortlist, ..Self::new(app, parts.uri.path(), catalogue) })
    }
}

/// Response with a public view. A view that fails to render answers 500.
#[derive(Debug)]
pub struct View<T>(pub T);

/// Response with a view about one person, such as their location: `no-store`.
#[derive(Debug)]
pub struct PrivateView<T>(pub T);

impl<T: Template> IntoResponse for View<T> {
    fn into_response(self) -> Response {
        rendered(&self.0, CachePolicy::Public)
    }
}

impl<T: Template> IntoResponse for PrivateView<T> {
    fn into_response(self) -> Response {
        rendered(&self.0, CachePolicy::Private)
    }
}

/// Bytes reserved for a page: most are shorter, and growing a text copies it.
const PAGE_BYTES: usize = 48 * 1024;

fn rendered(view: &impl Template, policy: CachePolicy) -> Response {
    let mut html = String::with_capacity(PAGE_BYTES);
    match view.render_into(&mut html) {
        Ok(()) => {
            html.shrink_to_fit();
            (policy, Html(html)).into_response()
        }
        Err(error) => Error::from(anyhow::Error::new(error)).into_response(),
    }
}
