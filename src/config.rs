//! Settings, read once: command line first, then the environment, then the default.

mod operator;
mod secret_parser;
mod service_url;
mod smtp;
mod types;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Command, ValueEnum};
use hyper::header::HeaderName;

pub use operator::{AdminListen, OperatorToken, SecurityContact};
pub use service_url::ServiceUrl;
pub use smtp::{MailFrom, Secret, Security, SmtpUrl};
pub use types::{HostName, Listen, PublicUrl};

use secret_parser::SecretParser;

/// Settings of the operator. Doc comments are help texts, in French.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Réglages")]
pub struct Config {
    /// Adresse et port d’écoute, ou « stdin » pour une socket ouverte par systemd
    #[arg(long, env = "QUARTIERS_LISTEN", default_value = "127.0.0.1:3000")]
    #[arg(global = true, value_name = "ADRESSE")]
    pub listen: Listen,

    /// Dossier de la base de données
    #[arg(long, env = "QUARTIERS_DATA", default_value = "data")]
    #[arg(global = true, value_name = "DOSSIER")]
    pub data: PathBuf,

    /// Dossier où le serveur sauvegarde la base toutes les heures ; sans lui, il ne sauvegarde rien
    #[arg(long, env = "QUARTIERS_BACKUP", global = true, value_name = "DOSSIER")]
    pub backup: Option<PathBuf>,

    /// Adresse publique du site, par exemple `https://annuaire.example` (sinon : http et l’adresse d’écoute)
    #[arg(long, env = "QUARTIERS_PUBLIC_URL", global = true, value_name = "URL")]
    pub public_url: Option<PublicUrl>,

    /// Autre nom de domaine accepté ; peut être répété, ou séparé par des virgules
    #[arg(long = "host", env = "QUARTIERS_HOSTS", value_delimiter = ',')]
    #[arg(global = true, value_name = "NOM")]
    pub hosts: Vec<HostName>,

    #[command(flatten)]
    pub operator: Operator,

    /// Adresse qui reçoit les signalements de sécurité, pour `/.well-known/security.txt` : `mailto:…`, `https://…` ou `tel:+…`
    #[arg(long, env = "QUARTIERS_SECURITY_CONTACT", global = true, value_name = "URI")]
    pub security_contact: Option<SecurityContact>,

    /// Secret d’au moins 32 signes, qui ouvre `/healthz` en entier ; mieux vaut la variable, qui ne se voit pas dans la liste des programmes
    #[arg(long, env = "QUARTIERS_OPERATOR_TOKEN", hide_env_values = true, global = true)]
    #[arg(value_name = "SECRET", value_parser = SecretParser::<OperatorToken>::new())]
    pub operator_token: Option<OperatorToken>,

    /// Autre adresse d’écoute, de la machine ou d’un réseau privé, où `/healthz` est entier et sans secret
    #[arg(long, env = "QUARTIERS_ADMIN_LISTEN", global = true, value_name = "ADRESSE")]
    pub admin_listen: Option<AdminListen>,

    /// Annonce aux navigateurs que le site est toujours en HTTPS, pour deux ans
    #[arg(long, env = "QUARTIERS_HSTS", global = true)]
    pub hsts: bool,

    /// Service d’adresses, à l’interface de la Base Adresse Nationale (`/search/?q=`) ; sans lui, les rues ne sont pas cherchées
    #[arg(long, env = "QUARTIERS_GEOCODER", hide_env_values = true, global = true)]
    #[arg(value_name = "URL", value_parser = SecretParser::<ServiceUrl>::new())]
    pub geocoder: Option<ServiceUrl>,

    #[command(flatten)]
    pub mail: Mail,

    /// Place à laisser libre sur le disque, en Mo : en dessous, les propositions sont refusées ; sous le quart, le site se lit seulement
    #[arg(long, env = "QUARTIERS_LEAST_FREE", default_value_t = 200)]
    #[arg(global = true, value_name = "MO")]
    pub least_free: u32,

    /// En-tête dans lequel le serveur placé devant écrit l’adresse du visiteur, par exemple `X-Forwarded-For` ; la dernière adresse compte
    #[arg(long, env = "QUARTIERS_CLIENT_ADDRESS_HEADER", global = true, value_name = "NOM")]
    pub client_address_header: Option<HeaderName>,

    /// Connexions en même temps d’une même adresse, sans --client-address-header ; 0 : pas de limite
    #[arg(long, env = "QUARTIERS_CONNECTIONS_PER_ADDRESS", default_value_t = 64)]
    #[arg(global = true, value_name = "NOMBRE")]
    pub connections_per_address: usize,

    /// Demandes en cours d’un même visiteur, avec --client-address-header ; 0 : pas de limite
    #[arg(long, env = "QUARTIERS_REQUESTS_PER_VISITOR", default_value_t = 64)]
    #[arg(global = true, value_name = "NOMBRE")]
    pub requests_per_visitor: usize,

    /// Ce qui est écrit dans le journal
    #[arg(long, env = "QUARTIERS_LOG", value_enum, default_value_t = LogLevel::Info)]
    #[arg(global = true, value_name = "NIVEAU")]
    pub log: LogLevel,

    /// Forme du journal : du texte, ou un objet JSON par ligne
    #[arg(long, env = "QUARTIERS_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    #[arg(global = true, value_name = "FORME")]
    pub log_format: LogFormat,

    /// Adresse publique du serveur principal, pour « serve --replica » : les formulaires y mènent
    #[arg(long, env = "QUARTIERS_PRIMARY_URL", global = true, value_name = "URL")]
    pub primary_url: Option<PublicUrl>,
}

/// Publisher of the site. Missing values are shown as unknown on the legal pages.
#[derive(Debug, Clone, Default, Args)]
pub struct Operator {
    /// Nom de l’éditeur du site, pour les mentions légales
    #[arg(long = "operator-name", env = "QUARTIERS_OPERATOR_NAME")]
    #[arg(id = "operator_name", global = true, value_name = "NOM")]
    pub name: Option<String>,

    /// Adresse électronique ou téléphone de l’éditeur
    #[arg(long = "operator-contact", env = "QUARTIERS_OPERATOR_CONTACT")]
    #[arg(id = "operator_contact", global = true, value_name = "CONTACT")]
    pub contact: Option<String>,

    /// Adresse postale de l’éditeur
    #[arg(long = "operator-address", env = "QUARTIERS_OPERATOR_ADDRESS")]
    #[arg(id = "operator_address", global = true, value_name = "ADRESSE")]
    pub address: Option<String>,

    /// Responsable de la publication
    #[arg(long = "operator-director", env = "QUARTIERS_OPERATOR_DIRECTOR")]
    #[arg(id = "operator_director", global = true, value_name = "NOM")]
    pub director: Option<String>,

    /// Hébergeur du site : nom, adresse, téléphone
    #[arg(long = "operator-hosting", env = "QUARTIERS_OPERATOR_HOSTING")]
    #[arg(id = "operator_hosting", global = true, value_name = "HÉBERGEUR")]
    pub hosting: Option<String>,
}

/// Mail settings. Without a server, mails are written to files.
#[derive(Debug, Clone, Default, Args)]
pub struct Mail {
    /// Serveur de courrier : `smtps://utilisateur@mail.example` ou `smtp://…` (STARTTLS) ; sans lui, les courriels restent des fichiers
    #[arg(long = "smtp", env = "QUARTIERS_SMTP", hide_env_values = true, global = true)]
    #[arg(value_name = "URL", value_parser = SecretParser::<SmtpUrl>::new())]
    pub smtp: Option<SmtpUrl>,

    /// Mot de passe du serveur de courrier ; mieux vaut la variable, qui ne se voit pas dans la liste des programmes
    #[arg(long = "smtp-password", env = "QUARTIERS_SMTP_PASSWORD", hide_env_values = true)]
    #[arg(global = true, value_name = "SECRET", value_parser = SecretParser::<Secret>::new())]
    pub smtp_password: Option<Secret>,

    /// Fichier PEM de l’autorité qui a signé le certificat du serveur de courrier, si elle est privée ; elle seule est alors crue
    #[arg(long = "smtp-ca", env = "QUARTIERS_SMTP_CA", global = true, value_name = "FICHIER")]
    pub smtp_ca: Option<PathBuf>,

    /// Adresse d’où viennent les courriels du site ; il en faut une avec un serveur de courrier
    #[arg(long = "mail-from", env = "QUARTIERS_MAIL_FROM", global = true, value_name = "ADRESSE")]
    pub mail_from: Option<MailFrom>,
}

/// Log level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    Debug,
    Info,
    Warn,
}

/// Format of the log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Text,
    /// One JSON object a line.
    Json,
}

impl Config {
    /// Path of the database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data.join("directory.db")
    }

    /// Folder for mails when there is no mail server.
    #[must_use]
    pub fn mail_folder(&self) -> PathBuf {
        self.data.join("mail")
    }

    /// Disk space to leave free, in bytes.
    #[must_use]
    pub fn least_free(&self) -> u64 {
        u64::from(self.least_free) * 1024 * 1024
    }

    /// Public URL; defaults to http and `local`, the address actually bound.
    #[must_use]
    pub fn public_url(&self, local: SocketAddr) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| PublicUrl::of(local))
    }
}

impl Config {
    /// True if a proxy seems to be in front (HTTPS) without a header that names the client address.
    #[must_use]
    pub fn lacks_client_address(&self) -> bool {
        let behind_proxy = self.public_url.as_ref().is_some_and(PublicUrl::is_secure);
        behind_proxy && self.client_address_header.is_none()
    }

    /// Effective value of every setting, by flag; secrets are masked.
    #[must_use]
    pub fn effective_values(&self) -> Vec<(&'static str, Option<String>)> {
        let hosts: Vec<String> = self.hosts.iter().map(ToString::to_string).collect();
        let log = self.log.to_possible_value().map(|value| value.get_name().to_owned());
        let log_format = self.log_format.to_possible_value();
        let log_format = log_format.map(|value| value.get_name().to_owned());
        vec![
            ("--listen", Some(self.listen.to_string())),
            ("--data", Some(self.data.display().to_string())),
            ("--backup", self.backup.as_ref().map(|path| path.display().to_string())),
            ("--public-url", self.public_url.as_ref().map(ToString::to_string)),
            ("--host", Some(hosts.join(",")).filter(|hosts| !hosts.is_empty())),
            ("--operator-name", self.operator.name.clone()),
            ("--operator-contact", self.operator.contact.clone()),
            ("--operator-address", self.operator.address.clone()),
            ("--operator-director", self.operator.director.clone()),
            ("--operator-hosting", self.operator.hosting.clone()),
            ("--security-contact", self.security_contact.as_ref().map(ToString::to_string)),
            ("--operator-token", self.operator_token.as_ref().map(|_| "***".to_owned())),
            ("--admin-listen", self.admin_listen.as_ref().map(ToString::to_string)),
            ("--hsts", self.hsts.then(|| "true".to_owned())),
            ("--geocoder", self.geocoder.as_ref().map(ToString::to_string)),
            ("--smtp", self.mail.smtp.as_ref().map(ToString::to_string)),
            ("--smtp-password", self.mail.smtp_password.as_ref().map(|_| "***".to_owned())),
            ("--smtp-ca", self.mail.smtp_ca.as_ref().map(|path| path.display().to_string())),
            ("--mail-from", self.mail.mail_from.as_ref().map(ToString::to_string)),
            ("--least-free", Some(self.least_free.to_string())),
            (
                "--client-address-header",
                self.client_address_header.as_ref().map(ToString::to_string),
            ),
            ("--connections-per-address", Some(self.connections_per_address.to_string())),
            ("--requests-per-visitor", Some(self.requests_per_visitor.to_string())),
            ("--log", log),
            ("--log-format", log_format),
            ("--primary-url", self.primary_url.as_ref().map(ToString::to_string)),
        ]
    }
}

/// Documentation of a setting; a test compares it with the README.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub flag: String,
    pub variable: String,
    pub default: Option<String>,
    pub doc: String,
}

/// Documentation of all settings.
#[must_use]
pub fn settings() -> Vec<Setting> {
    let command = Config::augment_args(Command::new("settings"));
    let setting = |arg: &clap::Arg| {
        let default = arg.get_default_values().first();
        Some(Setting {
            flag: format!("--{}", arg.get_long()?),
            variable: arg.get_env()?.to_string_lossy().into_owned(),
            default: default.map(|value| value.to_string_lossy().into_owned()),
            doc: arg.get_help()?.to_string(),
        })
    };
    command.get_arguments().filter_map(setting).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_shown_with_its_value() {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            config: Config,
        }
        let line = <Line as clap::Parser>::parse_from(["x", "--host", "a.example,b.example:80"]);
        let shown = line.config.effective_values();
        let flags: Vec<_> = shown.iter().map(|(flag, _)| (*flag).to_owned()).collect();
        assert_eq!(flags, settings().into_iter().map(|it| it.flag).collect::<Vec<_>>());
        assert!(shown.contains(&("--host", Some("a.example,b.example:80".to_owned()))));
    }

    #[test]
    fn every_setting_has_a_flag_a_variable_and_a_line_of_doc() {
        let command = Config::augment_args(Command::new("settings"));
        assert_eq!(settings().len(), command.get_arguments().count());
        for setting in settings() {
            let name = setting.flag.trim_start_matches("--").replace('-', "_").to_uppercase();
            let variable = setting.variable.trim_start_matches("QUARTIERS_");
            assert!(variable == name || variable == format!("{name}S"), "{setting:?}");
            assert!(!setting.doc.contains('\n') && !setting.doc.contains('\''), "{setting:?}");
        }
    }
}
