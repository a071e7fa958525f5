//! Every door of the site: a method, an address, and what one must be allowed to do to pass. The right is checked
//! before the handler runs; what depends on the record itself is checked by the handler, with the same table.

use axum::{
    Router,
    extract::{FromRequestParts, OriginalUri, Request, State},
    handler::Handler,
    http::{Method, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse as _, Redirect, Response},
    routing::{MethodRouter, get, post},
};

use super::{Error, cookies, paths};
use crate::{
    app::App,
    domain::{
        access::{Action, Who, may},
        account::Member,
        place::DepartementCode,
    },
};

/// One door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub method: Method,
    /// As the router writes it: `/initiatives/{slug}`.
    pub path: &'static str,
    pub action: Action,
}

/// The doors of the site, as they are added.
#[derive(Debug)]
pub struct Doors {
    app: App,
    router: Router<App>,
    list: Vec<Door>,
}

impl Doors {
    pub fn new(app: App) -> Self {
        Self { app, router: Router::new(), list: Vec::new() }
    }

    /// `GET path`, for who may do `action`.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, path, action, get(handler))
    }

    /// `POST path`, for who may do `action`.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, path, action, post(handler))
    }

    /// `POST path`, for who may do `action`. `GET path` leads one step up, to the page of what it is done to: a browser
    /// stands at this address where that was refused.
    #[must_use]
    pub fn act<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.post(path, action, handler).get(path, action, up)
    }

    /// The same, where `GET path` leads to the page `to`.
    #[must_use]
    pub fn act_from<H, T>(
        self,
        (path, to): (&'static str, &'static str),
        action: Action,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.post(path, action, handler).get(path, action, move || async move { Redirect::to(to) })
    }

    /// These doors, and those that `more` adds.
    #[must_use]
    pub fn with(self, more: impl FnOnce(Self) -> Self) -> Self {
        more(self)
    }

    /// Every door, in the order in which they were added.
    pub fn list(&self) -> &[Door] {
        &self.list
    }

    pub fn into_router(self) -> Router<App> {
        self.router
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        action: Action,
        handler: MethodRouter<App>,
    ) -> Self {
        let guard = middleware::from_fn_with_state((self.app.clone(), action), guard);
        let handler = if needs_a_member(action) { handler.layer(guard) } else { handler };
        self.list.push(Door { method, path, action });
        self.router = self.router.route(path, handler);
        self
    }
}

/// Leads to the address one step above the one asked for.
async fn up(OriginalUri(asked): OriginalUri) -> Redirect {
    let above = asked.path().rsplit_once('/').map_or(paths::HOME, |(above, _)| above);
    Redirect::to(above)
}

/// Whether a visitor stands before a closed door, whatever it leads to.
fn needs_a_member(action: Action) -> bool {
    !may(Who::Visitor, action, &[])
}

/// Lets in who may do `action` to something at least; whoever is not signed in is asked to.
async fn guard(
    State((app, action)): State<(App, Action)>,
    mut request: Request,
    next: Next,
) -> Response {
    let member = match cookies::member(&app, request.headers()).await {
        Ok(member) => member,
        Err(error) => return error.into_response(),
    };
    let reads = request.method() == Method::GET;
    match member {
        Some(member) if may(member.who(), action, &[]) => {
            see(&app, &member).await;
            request.extensions_mut().insert(member);
            next.run(request).await
        }
        // They must be able to sign in again before they do anything else: their account says how.
        Some(member) if reads && member.who() == Who::Invited => {
            Redirect::to(paths::ACCOUNT).into_response()
        }
        Some(_) => Error::Forbidden.into_response(),
        None if reads => {
            let back = request.uri().path_and_query().map_or("", |it| it.as_str());
            Redirect::to(&paths::sign_in(back)).into_response()
        }
        None => Error::SignInFirst.into_response(),
    }
}

/// Notes that `member` is here. Where that cannot be written, their session only ends sooner.
async fn see(app: &App, member: &Member) {
    if let Err(error) = app.store.see_session(&member.session, app.now()).await {
        let account = member.account.id;
        tracing::warn!(
            account.id = %account,
            error = &error as &dyn std::error::Error,
            "not written that member {account} is here"
        );
    }
}

/// Who is signed in, behind a door that asks for it.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Member);

impl SignedIn {
    /// Refuses what the access table refuses, for something that concerns `departements`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn check(&self, action: Action, departements: &[DepartementCode]) -> Result<(), Error> {
        if may(self.0.who(), action, departements) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Refuses what is grave to who did not prove again lately who they are.
    ///
    /// # Errors
    /// [`Error::ProveAgain`].
    pub fn has_proved(&self, app: &App) -> Result<(), Error> {
        if self.0.has_proved(app.now()) { Ok(()) } else { Err(Error::ProveAgain) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Member>().cloned().map(Self).ok_or(Error::SignInFirst)
    }
}
