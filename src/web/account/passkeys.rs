//! Passkeys of an account: added by a script, removed by a form.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};

use super::{AccountChange, told};
use crate::{
    app::App,
    domain::{ids::PasskeyId, text::Line},
    i18n::say,
    store::{ChallengePurpose, NewPasskey, OwnChange, Removal},
    web::{
        Done, Error, Result, SignedIn, Way, cookies,
        device::device,
        paths,
        sign_in::passkey::{Brought, challenge, go, note, passkeys, refused, session},
    },
};

/// `POST /moderation/compte/cles/demande`
pub async fn ask(State(app): State<App>, member: SignedIn, headers: HeaderMap) -> Result<Response> {
    if member.has_proved(&app).is_err() {
        return Ok(go(&paths::prove(paths::ACCOUNT)).into_response());
    }
    let account = &member.0.account;
    let handle = app.store.handle(account.id).await?;
    let handle = handle.try_into().map_err(|_| anyhow::anyhow!("a handle has 16 bytes"))?;
    let known = app.store.list_passkeys(account.id).await?;
    let known: Vec<String> = known.into_iter().map(|it| it.key).collect();
    let asked = passkeys(&app)?.ask_to_make((account, handle), &known);
    let asked = asked.map_err(|error| Error::Internal(error.into()))?;
    Ok(challenge(&app, ChallengePurpose::Registration(session(&headers)?), asked))
}

/// `POST /moderation/compte/cles` `{"answer": …, "nom": …}`
pub async fn create(
    State(app): State<App>,
    member: SignedIn,
    headers: HeaderMap,
    Json(brought): Json<Brought>,
) -> Result<Response> {
    member.has_proved(&app)?;
    let member = &member.0;
    let purpose = ChallengePurpose::Registration(session(&headers)?);
    let sealed = cookies::challenge(&headers);
    let open = sealed.and_then(|it| app.store.open_challenge(purpose, &it, app.now()));
    let Some(challenge) = open else { return Ok(refused(say::PASSKEY_REFUSED)) };
    let made = match passkeys(&app)?.made(&brought.answer, &challenge.state) {
        Ok(made) => made,
        Err(error) => {
            note(&error);
            return Ok(refused(say::PASSKEY_NOT_MADE));
        }
    };
    let name = name(&brought.nom, &headers);
    let new = NewPasskey { credential: made.credential, key: made.key, name, challenge };
    let message = told(&app, member, &AccountChange::PasskeyAdded);
    let change = OwnChange { member, message: &message, at: app.now() };
    if !app.store.add_passkey(&new, &change).await? {
        return Ok(refused(say::PASSKEY_NOT_MADE));
    }
    let account = member.account.id;
    tracing::info!(account.id = %account, "member {account} added a passkey");
    Ok((cookies::forgetting(cookies::CHALLENGE), go(paths::ACCOUNT_ADDED)).into_response())
}

/// `POST /moderation/compte/cles/{id}/retrait`
pub async fn destroy(
    State(app): State<App>,
    member: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let id = id.parse().map(PasskeyId::new).map_err(|_| Error::NotFound)?;
    member.has_proved(&app)?;
    let message = told(&app, &member.0, &AccountChange::PasskeyRemoved);
    let change = OwnChange { member: &member.0, message: &message, at: app.now() };
    removed(app.store.remove_passkey(id, &change).await?, Done::PasskeyRemoved)
}

/// Response to the removal of a sign-in method.
pub fn removed(removal: Removal, done: Done) -> Result<Response> {
    match removal {
        Removal::Done => Ok(done.lead(paths::ACCOUNT)),
        Removal::SignedOut => {
            Ok((cookies::closing(), Done::SignedOut.lead(paths::SIGN_IN)).into_response())
        }
        Removal::NotThere => Err(Error::NotFound),
        Removal::LastWay => {
            let way = Way(say::ACCOUNT_BACK, paths::ACCOUNT.to_owned());
            Err(Error::Conflict(say::LAST_WAY, way))
        }
    }
}

/// Name of a passkey: as typed, or from the browser that made it.
fn name(typed: &str, headers: &HeaderMap) -> Line {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = typed.chars().take(80).collect();
    let named = short.trim().parse().or_else(|_| device(headers).parse());
    named.expect("`device` never returns an empty name")
}
