//! Command-line arguments of `account`.

use clap::ValueEnum;

use crate::domain::directory::Email;
use crate::domain::place::DepartementCode;
use crate::domain::text::Line;
use crate::i18n::{Arg, Lang, messages};

/// `account` subcommands. Doc comments are help texts, in French.
#[derive(Debug, clap::Subcommand)]
pub enum Account {
    /// Invite quelqu’un : un lien, affiché et envoyé par message, crée son accès
    Invite(Invite),
    /// Montre les membres
    List,
    /// Retire quelqu’un : ses sessions sont fermées tout de suite
    Remove {
        /// Adresse électronique
        #[arg(value_name = "ADRESSE", value_parser = email)]
        email: Email,
    },
}

/// Arguments of `account invite`.
#[derive(Debug, clap::Args)]
pub struct Invite {
    /// Adresse électronique
    #[arg(value_name = "ADRESSE", value_parser = email)]
    pub email: Email,

    /// Prénom et nom (sinon : le début de l’adresse)
    #[arg(long, value_name = "NOM", value_parser = line)]
    pub name: Option<Line>,

    /// Rôle (sinon : « administrator » pour le premier compte, « moderator » pour les suivants)
    #[arg(long, value_name = "RÔLE", value_enum)]
    pub role: Option<RoleName>,

    /// Département à relire ; peut être répété ; sans lui, toute la région
    #[arg(long, value_name = "CODE", value_parser = departement)]
    pub departement: Vec<DepartementCode>,

    /// Refait les accès d’un compte en place : ses clés, ses codes et ses sessions sont effacés
    #[arg(long)]
    pub reset: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleName {
    Moderator,
    Administrator,
}

fn email(text: &str) -> Result<Email, String> {
    let wrong = |_| Lang::Fr.message(messages::ADDRESS_WRONG).into_owned();
    text.trim().to_lowercase().parse().map_err(wrong)
}

fn line(text: &str) -> Result<Line, String> {
    text.trim().parse().map_err(|_| Lang::Fr.message(messages::MEMBER_NAME_WRONG).into_owned())
}

fn departement(text: &str) -> Result<DepartementCode, String> {
    text.parse().map_err(|_| {
        Lang::Fr.message_with(messages::ACCOUNT_DEPARTEMENT, &[("value", Arg::Text(text))])
    })
}
