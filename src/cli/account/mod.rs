//! `account`: invites the first member, lists and removes members, resets those who are locked out.

mod args;

use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};

use super::error;
use crate::clock::Clock;
use crate::config::{Config, Listen, PublicUrl};
use crate::domain::account::{self, AccountChange, AccountStatus, Role, Token};
use crate::domain::directory::Email;
use crate::domain::operations::Purpose;
use crate::domain::place::DepartementCode;
use crate::domain::text::Line;
use crate::i18n::{Arg, Key, Lang, messages};
use crate::store::{self, Candidate, ChangeContext, Invitation, MemberChangeOutcome, Store};
use crate::{mail, paths};

pub use args::{Account, Invite, RoleName};

/// Runs `command` and prints the result. A server may run at the same time.
pub async fn run(
    command: &Account,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let store =
        Store::open(&config.database()).await.map_err(|error| error::store_fault(&error))?;
    let desk = AccountCommands { store: &store, clock, site: site(config)? };
    let done = match command {
        Account::Invite(invite) => desk.invite(invite, out).await,
        Account::List => desk.list(out).await,
        Account::Remove { email } => desk.remove(email, out).await,
    };
    store.close().await;
    done
}

struct AccountCommands<'a> {
    store: &'a Store,
    clock: &'a Clock,
    site: PublicUrl,
}

impl AccountCommands<'_> {
    async fn invite(&self, invite: &Invite, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        if let Some(unknown) = self.unknown(&invite.departement).await? {
            return refuse(out, messages::ACCOUNT_DEPARTEMENT, &unknown);
        }
        let known = self.store.find_account_by_email(&invite.email).await.map_err(store_fault)?;
        match known {
            None => self.invite_new(invite, out).await,
            Some(known) if known.status == AccountStatus::Active && !invite.reset => {
                refuse(out, messages::ACCOUNT_ALREADY, invite.email.as_str())
            }
            Some(known) => self.invite_again(&known, out).await,
        }
    }

    async fn invite_new(&self, invite: &Invite, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let (email, name) = (invite.email.clone(), name(invite)?);
        let first = self.store.list_members().await.map_err(store_fault)?.is_empty();
        let candidate =
            Candidate { role: role(invite, first), handle: self.clock.user_handle(), email, name };
        let link = self.clock.token();
        let letter = mail::account::invitation(&self.site, candidate.name.as_str(), None, &link);
        let message = letter.to(&candidate.email, Purpose::Invitation);
        let (by, at) = (None, self.clock.now());
        let invitation = Invitation { link: link.hash(), message: &message, by, at };
        self.store.invite(&candidate, &invitation).await.map_err(store_fault)?;
        self.print_link(&candidate.email, &candidate.role, &link, out)
    }

    async fn invite_again(
        &self,
        known: &account::Account,
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let link = self.clock.token();
        let letter = mail::account::invitation(&self.site, known.name.as_str(), None, &link);
        let message = letter.to(&known.email, Purpose::Invitation);
        let (by, at) = (None, self.clock.now());
        let invitation = Invitation { link: link.hash(), message: &message, by, at };
        match self.store.invite_again(known.id, &invitation).await.map_err(store_fault)? {
            MemberChangeOutcome::Done => self.print_link(&known.email, &known.role, &link, out),
            MemberChangeOutcome::LastAdministrator | MemberChangeOutcome::NotFound => {
                refuse(out, messages::ACCOUNT_UNKNOWN, known.email.as_str())
            }
        }
    }

    async fn list(&self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let members = self.store.list_members().await.map_err(store_fault)?;
        if members.is_empty() {
            writeln!(out, "{}", Lang::Fr.message(messages::ACCOUNT_NONE))?;
        }
        let rows: Vec<[String; 4]> = members.iter().map(cells).collect();
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let [emails, names, roles] = [width(0), width(1), width(2)];
        for [email, name, role, status] in &rows {
            writeln!(out, "  {email:<emails$}  {name:<names$}  {role:<roles$}  {status}")?;
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn remove(&self, email: &Email, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let known = self.store.find_account_by_email(email).await.map_err(store_fault)?;
        let Some(known) = known else {
            return refuse(out, messages::ACCOUNT_UNKNOWN, email.as_str());
        };
        let change = AccountChange::Removed;
        let letter = mail::account::account_changed(&self.site, known.name.as_str(), &change);
        let message = letter.to(email, Purpose::AccountChanged);
        let changing = ChangeContext { by: None, message: &message, at: self.clock.now() };
        match self.store.remove_member(known.id, &changing).await.map_err(store_fault)? {
            MemberChangeOutcome::Done => messages(out, messages::ACCOUNT_REMOVED, email.as_str()),
            MemberChangeOutcome::NotFound => refuse(out, messages::ACCOUNT_UNKNOWN, email.as_str()),
            MemberChangeOutcome::LastAdministrator => {
                refuse(out, messages::ACCOUNT_LAST, email.as_str())
            }
        }
    }

    fn print_link(
        &self,
        email: &Email,
        role: &Role,
        link: &Token,
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let (role, link) = (role_label(role), format!("{}{}", self.site, paths::enrolment(link)));
        let args = [("email", Arg::Text(email.as_str())), ("role", Arg::Text(&role))];
        writeln!(out, "{}", Lang::Fr.message_with(messages::ACCOUNT_INVITED_AS, &args))?;
        writeln!(out, "{}\n{link}", Lang::Fr.message(messages::ACCOUNT_LINK))?;
        Ok(ExitCode::SUCCESS)
    }

    /// First unknown département code; any code is accepted while the directory has no départements.
    async fn unknown(&self, codes: &[DepartementCode]) -> anyhow::Result<Option<String>> {
        if codes.is_empty() {
            return Ok(None);
        }
        let known = self.store.published().await.map_err(store_fault)?.departements;
        let is_known = |code: &DepartementCode| known.iter().any(|it| it.code == *code);
        let unknown = codes.iter().find(|code| !known.is_empty() && !is_known(code));
        Ok(unknown.map(ToString::to_string))
    }
}

/// Public URL of the server with these settings.
fn site(config: &Config) -> anyhow::Result<PublicUrl> {
    match (&config.public_url, config.listen) {
        (Some(url), _) => Ok(url.clone()),
        (None, Listen::Address(local)) => Ok(config.public_url(local)),
        (None, Listen::Stdin) => Err(anyhow!(Lang::Fr.message(messages::ACCOUNT_NO_URL))),
    }
}

fn name(invite: &Invite) -> anyhow::Result<Line> {
    let local = invite.email.as_str().split('@').next().unwrap_or_default();
    let named = invite.name.clone().map_or_else(|| local.parse(), Ok);
    named.context(Lang::Fr.message(messages::ACCOUNT_NAME))
}

fn role(invite: &Invite, first: bool) -> Role {
    match invite.role {
        Some(RoleName::Administrator) => Role::Administrator,
        None if first => Role::Administrator,
        Some(RoleName::Moderator) | None => {
            Role::Moderator(invite.departement.iter().cloned().collect::<BTreeSet<_>>())
        }
    }
}

fn cells(member: &account::Account) -> [String; 4] {
    let status = Lang::Fr.message(match member.status {
        AccountStatus::Invited => messages::MEMBER_INVITED,
        AccountStatus::Active => messages::MEMBER_ACTIVE,
        AccountStatus::Removed => messages::MEMBER_REMOVED,
    });
    let (email, name) = (member.email.to_string(), member.name.to_string());
    [email, name, role_label(&member.role), status.into_owned()]
}

fn role_label(role: &Role) -> String {
    match role {
        Role::Administrator => Lang::Fr.message(messages::ACCOUNT_ADMINISTRATOR).into_owned(),
        Role::Moderator(own) if own.is_empty() => {
            Lang::Fr.message(messages::ACCOUNT_MODERATOR).into_owned()
        }
        Role::Moderator(own) => {
            let codes = own.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Lang::Fr.message_with(
                messages::ACCOUNT_MODERATOR_OF,
                &[("departements", Arg::Text(&codes))],
            )
        }
    }
}

fn messages(out: &mut dyn Write, key: &Key, value: &str) -> anyhow::Result<ExitCode> {
    writeln!(out, "{}", Lang::Fr.message_with(key, &[("value", Arg::Text(value))]))?;
    Ok(ExitCode::SUCCESS)
}

fn refuse(out: &mut dyn Write, key: &Key, value: &str) -> anyhow::Result<ExitCode> {
    messages(out, key, value)?;
    Ok(ExitCode::FAILURE)
}

#[expect(clippy::needless_pass_by_value, reason = "used as argument of `map_err`")]
fn store_fault(error: store::Error) -> anyhow::Error {
    error::store_fault(&error)
}
