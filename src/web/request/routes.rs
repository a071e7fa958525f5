//! Routes of the site: method, path and required permission. The permission is checked before the handler runs; the
//! handler checks what depends on the record, with the same table.

use axum::Router;
use axum::extract::{FromRequestParts, OriginalUri, Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{MethodRouter, get, post};

use crate::app::App;
use crate::domain::account::{Action, Member, Principal, is_allowed};
use crate::domain::place::DepartementCode;
use crate::web::{Error, cookies, paths};

/// A route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub method: Method,
    /// Path pattern of the router: `/initiatives/{slug}`.
    pub path: &'static str,
    pub action: Action,
}

/// Builder of the router and of the list of its routes.
#[derive(Debug)]
pub struct Routes {
    app: App,
    router: Router<App>,
    list: Vec<Route>,
}

impl Routes {
    pub fn new(app: App) -> Self {
        Self { app, router: Router::new(), list: Vec::new() }
    }

    /// Adds `GET path`, which requires `action`.
    #[must_use]
    pub fn get<H, T>(self, path: impl Into<&'static str>, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, path.into(), action, get(handler))
    }

    /// Adds `POST path`, which requires `action`.
    #[must_use]
    pub fn post<H, T>(self, path: impl Into<&'static str>, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, path.into(), action, post(handler))
    }

    /// Adds `POST path`, which requires `action`. `GET path` redirects to the parent path, the page of the record:
    /// after a refused form a browser stays at this URL.
    #[must_use]
    pub fn post_action<H, T>(
        self,
        path: impl Into<&'static str>,
        action: Action,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let path = path.into();
        self.post(path, action, handler).get(path, action, redirect_to_parent)
    }

    /// Adds `POST path`, which requires `action`. `GET path` redirects to the page `to`.
    #[must_use]
    pub fn post_action_from<H, T>(
        self,
        path: impl Into<&'static str>,
        to: &'static str,
        action: Action,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let path = path.into();
        self.post(path, action, handler).get(path, action, move || async move { Redirect::to(to) })
    }

    /// Adds the routes that `more` adds.
    #[must_use]
    pub fn with(self, more: impl FnOnce(Self) -> Self) -> Self {
        more(self)
    }

    /// All routes, in the order in which they were added.
    pub fn list(&self) -> &[Route] {
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
        let handler = match &self.app.primary {
            Some(primary) if action != Action::Read => {
                redirect_to_primary(&method, primary.to_string())
            }
            Some(_) | None if requires_sign_in(action) => handler.layer(guard),
            Some(_) | None => handler,
        };
        self.list.push(Route { method, path, action });
        self.router = self.router.route(path, handler);
        self
    }
}

/// Redirects to the same path and query at `primary`, an origin. Status 307: a form that was sent is sent again.
fn redirect_to_primary(method: &Method, primary: String) -> MethodRouter<App> {
    let redirect = move |OriginalUri(uri): OriginalUri| async move {
        let path = uri.path_and_query().map_or(paths::HOME, |it| it.as_str());
        Redirect::temporary(&format!("{primary}{path}"))
    };
    if *method == Method::GET { get(redirect) } else { post(redirect) }
}

/// Redirects to the parent path of the request.
async fn redirect_to_parent(OriginalUri(uri): OriginalUri) -> Redirect {
    let above = uri.path().rsplit_once('/').map_or(paths::HOME, |(above, _)| above);
    Redirect::to(above)
}

/// True if `action` requires sign-in, whatever the record.
fn requires_sign_in(action: Action) -> bool {
    !is_allowed(Principal::Visitor, action, &[])
}

/// Runs the handler if the member may do `action` on at least one record. Without a session, GET redirects to the
/// sign-in page and POST answers 401.
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
        Some(member) if is_allowed(member.principal(), action, &[]) => {
            touch_session(&app, &member).await;
            request.extensions_mut().insert(member);
            next.run(request).await
        }
        // An invited member must set up a sign-in method first; the account page says how.
        Some(member) if reads && member.principal() == Principal::Invited => {
            Redirect::to(paths::ACCOUNT).into_response()
        }
        Some(_) => Error::Forbidden.into_response(),
        None if reads => {
            let back = request.uri().path_and_query().map_or("", |it| it.as_str());
            Redirect::to(&paths::sign_in(back)).into_response()
        }
        None => Error::NotSignedIn.into_response(),
    }
}

/// Touches the session of `member`. If the write fails, the session only ends sooner.
async fn touch_session(app: &App, member: &Member) {
    if let Err(error) = app.store.touch_session(&member.session, app.now()).await {
        let account = member.account.id;
        tracing::warn!(
            account.id = %account,
            error = &error as &dyn std::error::Error,
            "last activity of member {account} not recorded"
        );
    }
}

/// Signed-in member (extractor), on a route that requires sign-in.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Member);

impl SignedIn {
    /// Checks the access table for a record that concerns `departements`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn authorize(&self, action: Action, departements: &[DepartementCode]) -> Result<(), Error> {
        if is_allowed(self.0.principal(), action, departements) {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Requires re-authentication within the last 10 minutes; members who are only invited are exempt.
    ///
    /// # Errors
    /// [`Error::ReauthenticationRequired`].
    pub fn require_recent_authentication(&self, app: &App) -> Result<(), Error> {
        if self.0.is_recently_authenticated(app.now()) {
            Ok(())
        } else {
            Err(Error::ReauthenticationRequired)
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Member>().cloned().map(Self).ok_or(Error::NotSignedIn)
    }
}
