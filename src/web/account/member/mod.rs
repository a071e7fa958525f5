//! Administration of members: list, invitation, change, removal.

pub mod form;
mod view;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::domain::account::{Account, AccountChange, AccountId};
use crate::domain::operations::{Message, Purpose};
use crate::i18n::messages;
use crate::mail;
use crate::store::{Candidate, ChangeContext, Invitation, MemberChangeOutcome};
use crate::web::account::role::role_departements;
use crate::web::form::{Fields, FormErrors, email};
use crate::web::{ActionLink, Error, Flash, Page, PathId, PrivateView, Result, SignedIn, paths};

use self::form::{EMAIL, MemberForm};
use self::view::{LockoutLine, MemberView, MembersView, RemovalView};

pub use super::role::role_text;

/// `GET /moderation/membres`
pub async fn index(State(app): State<App>, page: Page) -> Result<Response> {
    let form = MemberForm::default();
    let view = members(&app, page, &form, FormErrors::default()).await?;
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/membres` `adresse=…&nom=…&role=…&departements=18`
pub async fn create(
    State(app): State<App>,
    page: Page,
    by: SignedIn,
    fields: Fields,
) -> Result<Response> {
    by.require_recent_authentication(&app)?;
    let (form, mut errors) = (MemberForm::from(&fields), FormErrors::default());
    let email = email(&page, EMAIL, &form.email, &mut errors);
    let name = form.name(&page, &mut errors);
    let role = form.role(&page, &page.catalogue(), &mut errors);
    if let (Some(email), Some(name), Some(role)) = (email, name, role) {
        let candidate = Candidate { email, name, role, handle: app.clock.user_handle() };
        if invite(&app, &candidate, &by).await? {
            return Ok(Flash::Invited.redirect(paths::MEMBERS));
        }
        errors.add(EMAIL, page.t(messages::MEMBER_ALREADY).into_owned());
    }
    let view = members(&app, page, &form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response())
}

/// `GET /moderation/membres/12`
pub async fn edit(
    State(app): State<App>,
    page: Page,
    by: SignedIn,
    PathId(id): PathId<AccountId>,
) -> Result<Response> {
    let member = find(&app, id).await?;
    let form = MemberForm::from(&member);
    let (catalogue, errors) = (page.catalogue(), FormErrors::default());
    let view = MemberView::new(page, &catalogue, &member, &by.0, &form, errors);
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/membres/12` `nom=…&role=…&departements=18`
pub async fn update(
    State(app): State<App>,
    page: Page,
    by: SignedIn,
    PathId(id): PathId<AccountId>,
    fields: Fields,
) -> Result<Response> {
    let member = find(&app, id).await?;
    by.require_recent_authentication(&app)?;
    let (form, mut errors) = (MemberForm::from(&fields), FormErrors::default());
    let (catalogue, name) = (page.catalogue(), form.name(&page, &mut errors));
    let role = form.role(&page, &catalogue, &mut errors);
    let (Some(name), Some(role)) = (name, role) else {
        let view = MemberView::new(page, &catalogue, &member, &by.0, &form, errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response());
    };
    if name == member.name && role == member.role {
        return Ok(Flash::MemberChanged.redirect(paths::MEMBERS));
    }
    let names = role_departements(&catalogue, &role);
    let change = AccountChange::Role(role.clone(), names);
    let letter = mail::account::account_changed(&app.public_url, name.as_str(), &change);
    let message = letter.to(&member.email, Purpose::AccountChanged);
    let changing = changing(&app, &by, &message);
    let changed = app.store.change_member(member.id, &name, &role, &changing).await?;
    log_change(&by, member.id, "changed");
    change_response(changed, Flash::MemberChanged, member.id)
}

/// `GET /moderation/membres/12/retrait`: asks to confirm the removal.
pub async fn confirm_removal(
    State(app): State<App>,
    page: Page,
    PathId(id): PathId<AccountId>,
) -> Result<Response> {
    let member = find(&app, id).await?;
    Ok(PrivateView(RemovalView::new(page, &member)).into_response())
}

/// `POST /moderation/membres/12/retrait`
pub async fn destroy(
    State(app): State<App>,
    by: SignedIn,
    PathId(id): PathId<AccountId>,
) -> Result<Response> {
    let member = find(&app, id).await?;
    by.require_recent_authentication(&app)?;
    let letter = mail::account::account_changed(
        &app.public_url,
        member.name.as_str(),
        &AccountChange::Removed,
    );
    let message = letter.to(&member.email, Purpose::AccountChanged);
    let removed = app.store.remove_member(member.id, &changing(&app, &by, &message)).await?;
    log_change(&by, member.id, "removed");
    change_response(removed, Flash::MemberRemoved, member.id)
}

/// `POST /moderation/membres/12/invitation`: mails a new invitation, also to a member who lost their sign-in methods.
pub async fn invite_again(
    State(app): State<App>,
    by: SignedIn,
    PathId(id): PathId<AccountId>,
) -> Result<Response> {
    let member = find(&app, id).await?;
    by.require_recent_authentication(&app)?;
    let token = app.clock.token();
    let from = Some(by.0.account.name.as_str());
    let letter = mail::account::invitation(&app.public_url, member.name.as_str(), from, &token);
    let message = letter.to(&member.email, Purpose::Invitation);
    let (link, by_id) = (token.hash(), Some(by.0.account.id));
    let invitation = Invitation { link, message: &message, by: by_id, at: app.now() };
    let invited = app.store.invite_again(member.id, &invitation).await?;
    log_change(&by, member.id, "invited again");
    change_response(invited, Flash::InvitedAgain, member.id)
}

/// Invites `candidate`; false if a member has this email.
async fn invite(app: &App, candidate: &Candidate, by: &SignedIn) -> Result<bool> {
    let token = app.clock.token();
    let from = Some(by.0.account.name.as_str());
    let letter = mail::account::invitation(&app.public_url, candidate.name.as_str(), from, &token);
    let message = letter.to(&candidate.email, Purpose::Invitation);
    let by_id = Some(by.0.account.id);
    let invitation = Invitation { link: token.hash(), message: &message, by: by_id, at: app.now() };
    let invited = app.store.invite(candidate, &invitation).await?;
    if let Some(member) = invited {
        log_change(by, member, "invited");
    }
    Ok(invited.is_some())
}

async fn members(
    app: &App,
    page: Page,
    form: &MemberForm,
    errors: FormErrors,
) -> Result<MembersView> {
    let members = app.store.list_members().await?;
    let lockouts = app.store.list_lockouts(app.now()).await?;
    let line = |lockout| LockoutLine::new(&page, &app.clock, lockout);
    let lockouts = lockouts.iter().map(line).collect();
    let catalogue = page.catalogue();
    Ok(MembersView::new(page, &catalogue, &members, lockouts, form, errors))
}

async fn find(app: &App, id: AccountId) -> Result<Account> {
    app.store.find_account(id).await?.ok_or(Error::NotFound)
}

fn changing<'a>(app: &App, by: &SignedIn, message: &'a Message) -> ChangeContext<'a> {
    ChangeContext { by: Some(by.0.account.id), message, at: app.now() }
}

fn change_response(
    change: MemberChangeOutcome,
    done: Flash,
    member: AccountId,
) -> Result<Response> {
    match change {
        MemberChangeOutcome::Done => Ok(done.redirect(paths::MEMBERS)),
        MemberChangeOutcome::NotFound => Err(Error::NotFound),
        MemberChangeOutcome::LastAdministrator => {
            let way = ActionLink(messages::MEMBER_BACK, paths::member(member));
            Err(Error::Conflict(messages::LAST_ADMINISTRATOR, way))
        }
    }
}

fn log_change(by: &SignedIn, member: AccountId, done: &str) {
    let account = by.0.account.id;
    tracing::info!(account.id = %account, member.id = %member, "member {account}: {done} member {member}");
}
