//! `serve`: runs the server until SIGTERM or SIGINT.

use std::{
    io::{self, Write},
    net::{SocketAddr, TcpListener},
    os::fd::AsFd as _,
    process::ExitCode,
};

use anyhow::{Context as _, anyhow};
use tokio::{
    net::TcpSocket,
    signal::unix::{SignalKind, signal},
    sync::oneshot,
    task::JoinHandle,
};

use super::fault;
use crate::{
    app::{self, App},
    clock::Clock,
    config::{Config, Listen, PublicUrl},
    edge::{self, EdgeSettings, Edition, ErrorPage, Hosts, Limits},
    i18n::{Arg, Lang, say},
    import,
    jobs::Jobs,
    mail::Courier,
    paths, site,
    store::{Acceptance, Losses, Store},
};

/// Listen backlog: a burst of connections waits instead of being refused.
const QUEUE: u32 = 4096;

/// Arguments of `serve`. Doc comments are help texts, in French.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Serve {
    /// Démarre même si la clé ou la base de données est perdue, et abandonne ce qui en dépend ; « doctor » dit quoi
    #[arg(long)]
    accept_loss: bool,
}

/// Binds the sockets, opens the store, prints the URL, and serves.
pub async fn run(serve: &Serve, config: Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let stop = stop()?;
    let listener = listen(config.listen)?;
    let local = listener.local_addr().context(Lang::Fr.t(say::SERVE_NO_SOCKET))?;
    let admin = config.admin_listen.map(|it| listen(Listen::Address(it.address()))).transpose()?;
    let courier = Courier::new(&config, &config.public_url(local))?;
    tokio::pin!(stop);
    let (app, losses) = tokio::select! {
        opened = open(serve, config, local) => opened?,
        () = &mut stop => return Ok(ExitCode::SUCCESS),
    };
    let admin = admin.map(|listener| Admin::start(&app, listener)).transpose()?;
    let jobs = Jobs::start(&app, courier);
    let router = edge::fortify(site::router(app.clone()), settings(&app, local));
    if app.config.lacks_client_address() {
        tracing::warn!(
            "no --client-address-header behind a proxy: all visitors share the same limits"
        );
    }
    let lines = announcement(&app, admin.as_ref(), losses.as_ref());
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
fn announcement(app: &App, admin: Option<&Admin>, losses: Option<&Losses>) -> Vec<String> {
    let line = |key, url: &str| Lang::Fr.ta(key, &[("url", Arg::Text(url))]);
    let mut lines = vec![line(say::SERVE_READY, &app.public_url.to_string())];
    let admin = admin.map(|it| format!("http://{}{}", it.address, paths::HEALTH));
    lines.extend(admin.map(|url| line(say::SERVE_ADMIN, &url)));
    lines.extend(losses.into_iter().flat_map(fault::accepted));
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
        let address = listener.local_addr().context(Lang::Fr.t(say::SERVE_NO_SOCKET))?;
        let url = PublicUrl::of(address);
        let hosts = Hosts::new(url.clone(), app.config.hosts.clone()).or_loopback(true);
        let settings = EdgeSettings::new(url, hosts);
        let router = edge::fortify(site::admin_router(app.clone()), settings);
        let (stop, stopped) = oneshot::channel::<()>();
        let limits = Limits { connections: Self::CONNECTIONS, ..Limits::default() };
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

/// Opens the store, imports the embedded seeds if it is new, and builds the catalogue. Also returns the losses that
/// the operator accepted.
async fn open(
    serve: &Serve,
    config: Config,
    local: SocketAddr,
) -> anyhow::Result<(App, Option<Losses>)> {
    let clock = Clock::system();
    let (store, losses) = open_store(serve, &config, &clock).await?;
    let store = store.keeping_free(config.least_free());
    if store.is_empty().await.map_err(|error| fault::of_store(&error))? {
        plant(&store, &clock).await?;
    }
    let public_url = config.public_url(local);
    let app = App::new(store, clock, config, public_url).await.map_err(|error| match error {
        app::Error::Store(error) => fault::of_store(&error),
        app::Error::Unbuilt(_) => error.into(),
    })?;
    Ok((app, losses))
}

async fn open_store(
    serve: &Serve,
    config: &Config,
    clock: &Clock,
) -> anyhow::Result<(Store, Option<Losses>)> {
    let path = config.database();
    let opened = if serve.accept_loss {
        let reason = Lang::Fr.t(say::OUTBOX_UNREADABLE);
        let acceptance = Acceptance { at: clock.now(), reason: &reason };
        Store::open_serving_anyway(&path, &acceptance).await
    } else {
        Store::open_serving(&path).await.map(|store| (store, None))
    };
    opened.map_err(|error| fault::of_store(&error))
}

/// Imports the embedded seeds into a new database.
async fn plant(store: &Store, clock: &Clock) -> anyhow::Result<()> {
    let seeds = import::read(&import::Folder::Embedded, clock.today());
    let seeds =
        seeds.map_err(|mistakes| anyhow!(Lang::Fr.tn(say::SERVE_BAD_SEEDS, mistakes.len())))?;
    let planted = store.plant(&seeds, clock.now()).await;
    planted.map_err(|error| fault::of_store(&error))?;
    tracing::info!("imported the embedded seeds into a new database");
    Ok(())
}

/// Edge settings for a server that listens on `local`.
fn settings(app: &App, local: SocketAddr) -> EdgeSettings {
    let (config, public_url) = (&app.config, app.public_url.clone());
    let alone = local.ip().is_loopback() || config.public_url.is_none();
    let hosts = Hosts::new(public_url.clone(), config.hosts.clone()).or_loopback(alone);
    let (pages, published) = (app.clone(), app.clone());
    EdgeSettings {
        hsts: config.hsts,
        page: ErrorPage::new(move |refused| site::refused(&pages, refused)),
        edition: Edition::new(move || published.edition()),
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
    Limits { connections_per_address, ..Limits::default() }
}

fn listen(on: Listen) -> anyhow::Result<TcpListener> {
    match on {
        Listen::Address(address) => bind(address).map_err(|error| explained(address, &error)),
        Listen::Stdin => inherited().context(Lang::Fr.t(say::SERVE_NO_SOCKET)),
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)?.into_std()
}

fn explained(address: SocketAddr, error: &io::Error) -> anyhow::Error {
    let key = if error.kind() == io::ErrorKind::AddrInUse {
        say::SERVE_PORT_TAKEN
    } else if error.kind() == io::ErrorKind::PermissionDenied {
        say::SERVE_PORT_FORBIDDEN
    } else if error.kind() == io::ErrorKind::AddrNotAvailable {
        say::SERVE_ADDRESS_UNKNOWN
    } else {
        say::SERVE_NOT_BOUND
    };
    let (address, error) = (address.to_string(), error.to_string());
    let args = [("address", Arg::Text(&address)), ("error", Arg::Text(&error))];
    anyhow!(Lang::Fr.ta(key, &args))
}

/// Listening socket passed as standard input (systemd socket activation). It outlives the process, so that no
/// connection is lost during a restart.
fn inherited() -> io::Result<TcpListener> {
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
