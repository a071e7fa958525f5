//! Administration of members: list, invitation, change, removal.

pub mod form;
mod view;
mod words;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use super::{
    Done, Error, Page, Result, SignedIn, Way,
    forms::{Fields, Mistakes},
    paths,
    sign_in::email,
    view::PrivateView,
};
use crate::{
    app::App,
    domain::{
        account::{Account, AccountChange},
        ids::AccountId,
        mail::{Message, Purpose},
    },
    i18n::say,
    mail,
    store::{Candidate, Changing, Invitation, MemberChange},
};

use self::{
    form::{EMAIL, MemberForm},
    view::{LockoutLine, MemberView, MembersView, RemovalView},
};

pub use words::role_words;

/// `GET /moderation/membres`
pub async fn index(State(app): State<App>, page: Page) -> Result<Response> {
    let form = MemberForm::default();
    let view = members(&app, page, &form, Mistakes::default()).await?;
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/membres` `adresse=…&nom=…&role=…&departements=18`
pub async fn create(
    State(app): State<App>,
    page: Page,
    by: SignedIn,
    fields: Fields,
) -> Result<Response> {
    by.has_proved(&app)?;
    let (form, mut mistakes) = (MemberForm::from(&fields), Mistakes::default());
    let email = email(&page, EMAIL, &form.email, &mut mistakes);
    let name = form.name(&page, &mut mistakes);
    let role = form.role(&page, &app.catalogue(), &mut mistakes);
    if let (Some(email), Some(name), Some(role)) = (email, name, role) {
        let candidate = Candidate { email, name, role, handle: app.clock.handle() };
        if invite(&app, &candidate, &by).await? {
            return Ok(Done::Invited.lead(paths::MEMBERS));
        }
        mistakes.add(EMAIL, page.t(say::MEMBER_ALREADY).into_owned());
    }
    let view = members(&app, page, &form, mistakes).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response())
}

/// `GET /moderation/membres/12`
pub async fn edit(
    State(app): State<App>,
    page: Page,
    by: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let member = find(&app, &id).await?;
    let form = MemberForm::from(&member);
    let view = MemberView::new(page, &app, (&member, &by.0), (&form, Mistakes::default()));
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/membres/12` `nom=…&role=…&departements=18`
pub async fn update(
    State(app): State<App>,
    page: Page,
    by: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let member = find(&app, &id).await?;
    by.has_proved(&app)?;
    let (form, mut mistakes) = (MemberForm::from(&fields), Mistakes::default());
    let name = form.name(&page, &mut mistakes);
    let role = form.role(&page, &app.catalogue(), &mut mistakes);
    let (Some(name), Some(role)) = (name, role) else {
        let view = MemberView::new(page, &app, (&member, &by.0), (&form, mistakes));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response());
    };
    if name == member.name && role == member.role {
        return Ok(Done::MemberChanged.lead(paths::MEMBERS));
    }
    let change = AccountChange::Role(role.clone());
    let letter = mail::account::changed(&app.public_url, name.as_str(), &change);
    let message = letter.to(&member.email, Purpose::AccountChanged);
    let changing = changing(&app, &by, &message);
    let changed = app.store.change_member(member.id, &name, &role, &changing).await?;
    note(&by, member.id, "changed");
    became(changed, (Done::MemberChanged, member.id))
}

/// `GET /moderation/membres/12/retrait`: asks to confirm the removal.
pub async fn ask_to_remove(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response> {
    let member = find(&app, &id).await?;
    Ok(PrivateView(RemovalView::new(page, &member)).into_response())
}

/// `POST /moderation/membres/12/retrait`
pub async fn destroy(
    State(app): State<App>,
    by: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let member = find(&app, &id).await?;
    by.has_proved(&app)?;
    let letter =
        mail::account::changed(&app.public_url, member.name.as_str(), &AccountChange::Removed);
    let message = letter.to(&member.email, Purpose::AccountChanged);
    let removed = app.store.remove_member(member.id, &changing(&app, &by, &message)).await?;
    note(&by, member.id, "removed");
    became(removed, (Done::MemberRemoved, member.id))
}

/// `POST /moderation/membres/12/invitation`: mails a new invitation, also to a member who lost their sign-in methods.
pub async fn invite_again(
    State(app): State<App>,
    by: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let member = find(&app, &id).await?;
    by.has_proved(&app)?;
    let token = app.clock.token();
    let from = Some(by.0.account.name.as_str());
    let letter = mail::account::invitation(&app.public_url, member.name.as_str(), from, &token);
    let message = letter.to(&member.email, Purpose::Invitation);
    let (link, by_id) = (token.hash(), Some(by.0.account.id));
    let invitation = Invitation { link, message: &message, by: by_id, at: app.now() };
    let invited = app.store.invite_again(member.id, &invitation).await?;
    note(&by, member.id, "invited again");
    became(invited, (Done::InvitedAgain, member.id))
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
        note(by, member, "invited");
    }
    Ok(invited.is_some())
}

async fn members(
    app: &App,
    page: Page,
    form: &MemberForm,
    mistakes: Mistakes,
) -> Result<MembersView> {
    let members = app.store.list_members().await?;
    let lockouts = app.store.list_lockouts(app.now()).await?;
    let lockouts = lockouts.iter().map(|lockout| LockoutLine::new(&page, app, lockout)).collect();
    let mut view = MembersView::new(page, &app.catalogue(), &members, (form, mistakes));
    view.lockouts = lockouts;
    Ok(view)
}

async fn find(app: &App, id: &str) -> Result<Account> {
    let id = id.parse().map(AccountId::new).map_err(|_| Error::NotFound)?;
    app.store.find_account(id).await?.ok_or(Error::NotFound)
}

fn changing<'a>(app: &App, by: &SignedIn, message: &'a Message) -> Changing<'a> {
    Changing { by: Some(by.0.account.id), message, at: app.now() }
}

fn became(change: MemberChange, (done, member): (Done, AccountId)) -> Result<Response> {
    match change {
        MemberChange::Done => Ok(done.lead(paths::MEMBERS)),
        MemberChange::NotThere => Err(Error::NotFound),
        MemberChange::LastAdministrator => {
            let way = Way(say::MEMBER_BACK, paths::member(member));
            Err(Error::Conflict(say::LAST_ADMINISTRATOR, way))
        }
    }
}

fn note(by: &SignedIn, member: AccountId, done: &str) {
    let account = by.0.account.id;
    tracing::info!(account.id = %account, member.id = %member, "member {account}: {done} member {member}");
}
