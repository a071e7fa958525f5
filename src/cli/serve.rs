//! Serves the site until it is told to stop.

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
};

use super::fault;
use crate::{
    app::{self, App},
    clock::Clock,
    config::{Config, Listen},
    edge::{self, EdgeSettings, Edition, ErrorPage, Hosts, Limits},
    i18n::{Arg, Lang, say},
    import,
    jobs::Jobs,
    mail::Courier,
    site,
    store::Store,
};

/// Connections the system keeps waiting until they are accepted: a rush is no reason to refuse.
const QUEUE: u32 = 4096;

/// Opens the door, then the house, says where it is, and serves.
pub async fn run(config: Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let stop = stop()?;
    let listener = listen(config.listen)?;
    let local = listener.local_addr().context(Lang::Fr.t(say::SERVE_NO_SOCKET))?;
    let courier = Courier::new(&config, &config.public_url(local))?;
    tokio::pin!(stop);
    let app = tokio::select! {
        app = open(config, local) => app?,
        () = &mut stop => return Ok(ExitCode::SUCCESS),
    };
    let jobs = Jobs::start(&app, courier);
    let router = edge::fortify(site::router(app.clone()), settings(&app, local));
    let url = app.public_url.to_string();
    if let Err(error) =
        writeln!(out, "{}", Lang::Fr.ta(say::SERVE_READY, &[("url", Arg::Text(&url))]))
    {
        // The site does not depend on who reads this line: a full disk or a closed pipe is no reason to stop.
        tracing::warn!(%error, "standard output cannot be written: {error}");
    }
    edge::serve(listener, router, stop, limits(&app.config)).await?;
    jobs.stop().await;
    app.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The house: the store, with the seeds in it if it is new, and the catalogue of what it holds.
async fn open(config: Config, local: SocketAddr) -> anyhow::Result<App> {
    let clock = Clock::system();
    let store =
        Store::open_serving(&config.database()).await.map_err(|error| fault::of_store(&error))?;
    let store = store.keeping_free(config.least_free());
    if store.is_empty().await.map_err(|error| fault::of_store(&error))? {
        plant(&store, &clock).await?;
    }
    let public_url = config.public_url(local);
    App::new(store, clock, config, public_url).await.map_err(|error| match error {
        app::Error::Store(error) => fault::of_store(&error),
        app::Error::Unbuilt(_) => error.into(),
    })
}

/// Fills a new database with the seeds inside the program.
async fn plant(store: &Store, clock: &Clock) -> anyhow::Result<()> {
    let seeds = import::read(&import::Folder::Embedded, clock.today());
    let seeds =
        seeds.map_err(|mistakes| anyhow!(Lang::Fr.tn(say::SERVE_BAD_SEEDS, mistakes.len())))?;
    let planted = store.plant(&seeds, clock.now()).await;
    planted.map_err(|error| fault::of_store(&error))?;
    tracing::info!("planted the seeds in a new database");
    Ok(())
}

/// The edge as the settings want it, for a server that listens on `local`.
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

/// What a client may ask of a connection. Behind a proxy that names its visitors every connection is the proxy’s:
/// their requests are limited instead.
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

/// The listening socket that was given as standard input: it outlives the program, so that no
/// connection is lost while it is restarted.
fn inherited() -> io::Result<TcpListener> {
    let listener = TcpListener::from(io::stdin().as_fd().try_clone_to_owned()?);
    listener.local_addr()?;
    Ok(listener)
}

/// Ends when the program is asked to, by the system or from the keyboard.
fn stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("asked to stop: finishing what runs");
    })
}
