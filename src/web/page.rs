//! What the layout of every page needs.

use std::{borrow::Cow, convert::Infallible};

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::civil::DateTime;

use super::Done;
use crate::{
    app::App,
    config::{Operator, PublicUrl},
    domain::{
        access::{Action, may},
        account::Member,
    },
    i18n::{Arg, Explained, Key, Lang, Piece, say},
};

/// The visit a page is made for: which address, in which language.
#[derive(Debug, Clone)]
pub struct Page {
    pub lang: Lang,
    /// The path of the address asked for, without its query.
    pub path: String,
    /// Scheme, host and port that the public reaches the site by.
    pub public_url: PublicUrl,
    /// The moment the page tells, local time, to five minutes.
    pub now: DateTime,
    /// Who publishes the site.
    pub operator: Operator,
    /// Who is signed in; nobody on the pages of the public.
    pub member: Option<Member>,
    /// What they have just done.
    pub done: Option<Done>,
    /// The acronyms that the page has explained so far.
    pub explained: Explained,
}

impl Page {
    /// A visit to `path` by somebody who is not signed in.
    pub fn new(app: &App, path: &str) -> Self {
        Self {
            lang: Lang::default(),
            path: path.to_owned(),
            public_url: app.public_url.clone(),
            now: app.clock.moment(),
            operator: app.config.operator.clone(),
            member: None,
            done: None,
            explained: Explained::default(),
        }
    }

    pub fn t(&self, key: &Key) -> Cow<'static, str> {
        self.lang.t(key)
    }

    /// The message `key` agreeing with the number `n`.
    pub fn tn(&self, key: &Key, n: usize) -> String {
        self.lang.tn(key, n)
    }

    /// The message `key` with `value` in it.
    pub fn tv(&self, key: &Key, value: &str) -> String {
        self.lang.ta(key, &[("value", Arg::Text(value))])
    }

    /// The message `key` with `args` in it.
    pub fn ta(&self, key: &Key, args: &[(&'static str, Arg<'_>)]) -> String {
        self.lang.ta(key, args)
    }

    /// `text` cut at its acronyms, each with its words where the page uses it first.
    pub fn pieces<'a, T: AsRef<str> + ?Sized>(&self, text: &'a T) -> Vec<Piece<'a>> {
        self.lang.pieces(text.as_ref(), &self.explained)
    }

    /// Whom to turn to, where nothing else helps: as the setting says, or that nobody is named.
    pub fn reach(&self) -> String {
        match &self.operator.contact {
            Some(contact) => self.tv(say::REACH_OPERATOR, contact),
            None => self.t(say::REACH_NOBODY).into_owned(),
        }
    }

    /// `path` as a whole address, for canonical links, feeds and paper.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// Whether who is signed in may do `action` to something at least.
    pub fn may(&self, action: Action) -> bool {
        self.member.as_ref().is_some_and(|member| may(member.who(), action, &[]))
    }

    /// Value of `aria-current` for the menu entry `section`: the page itself, or a page under it.
    pub fn current(&self, section: &str) -> &'static str {
        if self.path == section { "page" } else { "true" }
    }

    /// Whether the page asked for is `section` or under it.
    pub fn is_in(&self, section: &str) -> bool {
        self.path.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl FromRequestParts<App> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let member = parts.extensions.get::<Member>().cloned();
        let done = member.as_ref().and(parts.uri.query()).and_then(Done::said);
        Ok(Self { member, done, ..Self::new(app, parts.uri.path()) })
    }
}
