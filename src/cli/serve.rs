//! `serve`: runs the server until SIGTERM or SIGINT.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::AsFd as _;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use tokio::net::TcpSocket;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{doctor, error};
use crate::app::{self, App};
use crate::clock::Clock;
use crate::config::{Config, Listen, PublicUrl};
use crate::edge::{self, EdgeSettings, ErrorPageRenderer, Hosts, Limits};
use crate::i18n::{Arg, Lang, messages};
use crate::jobs::Jobs;
use crate::mail::Mailer;
use crate::store::{LossAcceptance, LossReport, Store};
use crate::{import, paths, site};

/// Listen backlog: a burst of connections waits instead of being refused.
const LISTEN_BACKLOG: u32 = 4096;

/// Arguments of `serve`. Doc comments are help texts, in French.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Serve {
    /// Démarre même si la clé ou la base de données est perdue, et abandonne ce qui en dépend ; « doctor » dit quoi
    #[arg(long)]
    accept_loss: bool,

    /// Sert en lecture seule la base qu’un autre programme recopie d’un serveur principal ; demande --primary-url
    #[arg(long, conflicts_with = "accept_loss")]
    replica: bool,

    /// Vérifie les réglages sans démarrer ; « doctor » vérifie aussi les données
    #[arg(long)]
    check_config: bool,
}

/// Binds the sockets, opens the store, prints the URL, and serves.
pub async fn run(serve: &Serve, config: Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let primary = serve.primary(&config)?;
    if serve.check_config {
        return doctor::check_config(&config, out);
    }
    let stop = stop()?;
    let listener = listen(config.listen)?;
    let local = listener.local_addr().context(Lang::Fr.message(messages::SERVE_NO_SOCKET))?;
    let admin = config.admin_listen.map(|it| listen(Listen::Address(it.address()))).transpose()?;
    let mailer = Mailer::new(&config, &config.public_url(local))?;
    tokio::pin!(stop);
    let (app, losses) = tokio::select! {
        opened = open(serve, config, local, primary) => opened?,
        () = &mut stop => return Ok(ExitCode::SUCCESS),
    };
    let admin = admin.map(|listener| Admin::start(&app, listener)).transpose()?;
    let jobs = match &app.primary {
        Some(_) => Jobs::start_replica(&app),
        None => Jobs::start(&app, mailer),
    };
    let router = edge::apply_middleware(site::router(app.clone()), settings(&app, local));
    if app.config.lacks_client_address() {
        tracing::warn!(
            "no --client-address-header behind a proxy: all visitors share the same limits"
        );
    }
    let lines = startup_lines(&app, admin.as_ref(), losses.as_ref());
    if let Err(error) = writeln!(out, "{}", lines.join("\n")) {
        // A full disk or a closed pipe on standard output does not stop the server.
        tracing::warn!(%error, "could not write to standard output: {error}");
    }
    let served = edge::serve(listener, router, stop, limits(&app.config)).await;
    if let Some(admin) = admin {
        admin.stop().await;
    }
    jobs.stop().await;
    app.store.close().await;
    served.map(|()| ExitCode::SUCCESS)
}

/// Lines printed at the start: the public URL, the administration URL and accepted losses.
fn startup_lines(app: &App, admin: Option<&Admin>, losses: Option<&LossReport>) -> Vec<String> {
    let line = |key, url: &str| Lang::Fr.message_with(key, &[("url", Arg::Text(url))]);
    let mut lines = vec![line(messages::SERVE_READY, &app.public_url.to_string())];
    let admin = admin.map(|it| format!("http://{}{}", it.address, paths::HEALTH));
    lines.extend(admin.map(|url| line(messages::SERVE_ADMIN, &url)));
    let primary = app.primary.as_ref();
    lines.extend(primary.map(|url| line(messages::SERVE_REPLICA, &url.to_string())));
    lines.extend(losses.into_iter().flat_map(error::loss_lines));
    lines
}

/// The administration listener.
struct Admin {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Admin {
    /// Connection limit: only monitors connect.
    const CONNECTIONS: usize = 64;

    fn start(app: &App, listener: TcpListener) -> anyhow::Result<Self> {
        let address = listener.local_addr().context(Lang::Fr.message(messages::SERVE_NO_SOCKET))?;
        let url = PublicUrl::of(address);
        let hosts = Hosts::new(url.clone(), app.config.hosts.clone()).accepting_loopback(true);
        let settings = EdgeSettings::new(url, hosts);
        let router = edge::apply_middleware(site::admin_router(app.clone()), settings);
        let (stop, stopped) = oneshot::channel::<()>();
        let limits = Limits { max_connections: Self::CONNECTIONS, ..Limits::default() };
        let stopped = async { drop(stopped.await) };
        let serving = tokio::spawn(async move {
            if let Err(error) = edge::serve(listener, router, stopped, limits).await {
                tracing::error!("the administration listener failed: {error:#}");
            }
        });
        Ok(Self { address, stop, serving })
    }

    async fn stop(self) {
        let _ = self.stop.send(());
        if let Err(error) = self.serving.await {
            tracing::error!("the administration listener failed: {error}");
        }
    }
}

impl Serve {
    /// Public URL of the primary server if this one is to be a replica.
    fn primary(&self, config: &Config) -> anyhow::Result<Option<PublicUrl>> {
        match &config.primary_url {
            None if self.replica => Err(anyhow!(Lang::Fr.message(messages::SERVE_NO_PRIMARY))),
            primary => Ok(primary.clone().filter(|_| self.replica)),
        }
    }
}

/// Opens the store, imports the embedded seeds if it is new, and builds the catalogue. Also returns the losses that
/// the operator accepted.
async fn open(
    serve: &Serve,
    config: Config,
    local: SocketAddr,
    primary: Option<PublicUrl>,
) -> anyhow::Result<(App, Option<LossReport>)> {
    let clock = Clock::system();
    if let Some(primary) = primary {
        let store = Store::open_replica(&config.database()).await;
        let app = build(store.map_err(|error| error::store_fault(&error))?, clock, config, local);
        return Ok((app.await?.replica_of(primary), None));
    }
    let (store, losses) = open_store(serve, &config, &clock).await?;
    let store = store.with_min_free(config.least_free());
    if store.is_empty().await.map_err(|error| error::store_fault(&error))? {
        import_seeds(&store, &clock).await?;
    }
    Ok((build(store, clock, config, local).await?, losses))
}

/// Builds the first catalogue from `store`.
async fn build(
    store: Store,
    clock: Clock,
    config: Config,
    local: SocketAddr,
) -> anyhow::Result<App> {
    let public_url = config.public_url(local);
    App::new(store, clock, config, public_url).await.map_err(|error| match error {
        app::Error::Store(error) => error::store_fault(&error),
        app::Error::CatalogueBuild(_) => error.into(),
    })
}

async fn open_store(
    serve: &Serve,
    config: &Config,
    clock: &Clock,
) -> anyhow::Result<(Store, Option<LossReport>)> {
    let path = config.database();
    let opened = if serve.accept_loss {
        let reason = Lang::Fr.message(messages::OUTBOX_UNREADABLE);
        let acceptance = LossAcceptance { at: clock.now(), reason: &reason };
        Store::open_for_server_accepting_loss(&path, &acceptance).await
    } else {
        Store::open_for_server(&path).await.map(|store| (store, None))
    };
    let (store, losses) = opened.map_err(|error| error::store_fault(&error))?;
    if let Some(losses) = &losses {
        let loss = losses.loss;
        tracing::warn!(?losses, "accepted the loss of the server key or the database: {loss:?}");
    }
    Ok((store, losses))
}

/// Imports the embedded seeds into a new database.
async fn import_seeds(store: &Store, clock: &Clock) -> anyhow::Result<()> {
    let seeds = import::read(&import::SeedFolder::Embedded, clock.today());
    let seeds = seeds.map_err(|errors| {
        anyhow!(Lang::Fr.message_count(messages::SERVE_BAD_SEEDS, errors.len()))
    })?;
    let report = store.import_seeds(&seeds, clock.now()).await;
    report.map_err(|error| error::store_fault(&error))?;
    tracing::info!("imported the embedded seeds into a new database");
    Ok(())
}

/// Edge settings for a server that listens on `local`.
fn settings(app: &App, local: SocketAddr) -> EdgeSettings {
    let (config, public_url) = (&app.config, app.public_url.clone());
    let alone = local.ip().is_loopback() || config.public_url.is_none();
    let hosts = Hosts::new(public_url.clone(), config.hosts.clone()).accepting_loopback(alone);
    let pages = app.clone();
    EdgeSettings {
        hsts: config.hsts,
        error_page: ErrorPageRenderer::new(move |refused| site::refused(&pages, refused)),
        cache_generation: site::cache_generation(app.clone()),
        metrics: app.request_metrics.clone(),
        client_address_header: config.client_address_header.clone(),
        requests_per_visitor: config.requests_per_visitor,
        ..EdgeSettings::new(public_url, hosts)
    }
}

/// Connection limits. Behind a proxy that names its visitors all connections come from the proxy, so requests are
/// limited by visitor instead.
fn limits(config: &Config) -> Limits {
    let behind_proxy = config.client_address_header.is_some();
    let connections_per_address = if behind_proxy { 0 } else { config.connections_per_address };
    Limits { max_connections_per_address: connections_per_address, ..Limits::default() }
}

fn listen(on: Listen) -> anyhow::Result<TcpListener> {
    match on {
        Listen::Address(address) => bind(address).map_err(|error| bind_error(address, &error)),
        Listen::Stdin => inherited_socket().context(Lang::Fr.message(messages::SERVE_NO_SOCKET)),
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(LISTEN_BACKLOG)?.into_std()
}

fn bind_error(address: SocketAddr, error: &io::Error) -> anyhow::Error {
    let key = if error.kind() == io::ErrorKind::AddrInUse {
        messages::SERVE_PORT_TAKEN
    } else if error.kind() == io::ErrorKind::PermissionDenied {
        messages::SERVE_PORT_FORBIDDEN
    } else if error.kind() == io::ErrorKind::AddrNotAvailable {
        messages::SERVE_ADDRESS_UNKNOWN
    } else {
        messages::SERVE_NOT_BOUND
    };
    let (address, error) = (address.to_string(), error.to_string());
    let args = [("address", Arg::Text(&address)), ("error", Arg::Text(&error))];
    anyhow!(Lang::Fr.message_with(key, &args))
}

/// Listening socket passed as standard input (systemd socket activation). It outlives the process, so that no
/// connection is lost during a restart.
fn inherited_socket() -> io::Result<TcpListener> {
    let listener = TcpListener::from(io::stdin().as_fd().try_clone_to_owned()?);
    listener.local_addr()?;
    Ok(listener)
}

/// Future that completes on SIGTERM or SIGINT.
fn stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("shutdown requested: waiting for running requests");
    })
}
