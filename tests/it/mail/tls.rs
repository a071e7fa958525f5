//! TLS for the test mail server, signed by a private authority. The certificates are valid until 2125 for `localhost`
//! and `127.0.0.1`; `tls/make.sh` creates them.

use std::path::PathBuf;
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Certificate of the authority.
pub fn authority() -> PathBuf {
    file("authority.pem")
}

/// An authority that has signed nothing here.
pub fn untrusted_authority() -> PathBuf {
    file("stranger.pem")
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/mail/tls").join(name)
}

/// TLS acceptor of the test mail server.
pub fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_file(file("server.pem")).expect("a PEM certificate");
    let key = PrivateKeyDer::from_pem_file(file("server.key")).expect("a PEM key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("supported TLS versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a certificate with its key");
    TlsAcceptor::from(Arc::new(config))
}
