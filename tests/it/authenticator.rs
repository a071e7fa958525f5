//! Minimal `WebAuthn` authenticator (ES256): creates passkeys and signs assertions with them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

const ORIGIN: &str = "https://annuaire.example";
const SITE: &str = "annuaire.example";
/// Authenticator flags: user present and verified; `WITH_KEY`: credential data attached.
const VERIFIED: u8 = 0x05;
const WITH_KEY: u8 = 0x40;

/// An authenticator that holds at most one passkey.
pub struct Authenticator {
    key: EcdsaKeyPair,
    credential: [u8; 32],
    user: String,
    counter: u32,
    /// Flags about the user; a test clears some to play a defective authenticator.
    pub flags: u8,
    pub origin: &'static str,
}

impl Authenticator {
    pub fn new() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random);
        let key = key.unwrap();
        let credential = hash(key.public_key().as_ref());
        let (user, counter, flags, origin) = (String::new(), 0, VERIFIED, ORIGIN);
        Self { key, credential, user, counter, flags, origin }
    }

    /// Creates a passkey: the response of a browser to the creation options `options`.
    pub fn create_passkey(&mut self, options: &Value) -> Value {
        let options = &options["publicKey"];
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        options["user"]["id"].as_str().unwrap().clone_into(&mut self.user);
        let mut data = self.data(self.flags | WITH_KEY);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(self.credential);
        data.extend(self.cose());
        let mut object = vec![0xa3];
        object.extend([&text("fmt")[..], &text("none"), &text("attStmt"), &[0xa0]].concat());
        object.extend([&text("authData")[..], &bytes(&data)].concat());
        let client = self.client("webauthn.create", options);
        self.answer(&json!({
            "attestationObject": coded(&object), "clientDataJSON": coded(client.as_bytes()),
        }))
    }

    /// Signs an assertion: the response of a browser to the request options `options`.
    pub fn sign_assertion(&mut self, options: &Value) -> Value {
        let options = &options["publicKey"];
        assert_eq!(options["userVerification"], "required");
        self.counter += 1;
        let data = self.data(self.flags);
        let client = self.client("webauthn.get", options);
        let signed = [data.as_slice(), &hash(client.as_bytes())].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        self.answer(&json!({
            "authenticatorData": coded(&data), "clientDataJSON": coded(client.as_bytes()),
            "signature": coded(signature.as_ref()), "userHandle": self.user,
        }))
    }

    /// Resets the signature counter, as a cloned authenticator would have it.
    pub fn reset_counter(&mut self) {
        self.counter = 0;
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = hash(SITE.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, options: &Value) -> String {
        let challenge = &options["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
    }

    fn answer(&self, response: &Value) -> Value {
        let id = coded(&self.credential);
        let kind = "public-key";
        json!({
            "id": id, "rawId": id, "type": kind, "response": response, "clientExtensionResults": {},
        })
    }

    /// COSE public key: a point on P-256, for ES256.
    fn cose(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let (x, y) = (&point[1..33], &point[33..]);
        let head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21];
        [&head[..], &bytes(x), &[0x22], &bytes(y)].concat()
    }
}

/// CBOR text string of less than 24 bytes.
fn text(text: &str) -> Vec<u8> {
    [&[0x60 | u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

/// CBOR byte string of less than 256 bytes.
fn bytes(bytes: &[u8]) -> Vec<u8> {
    [&[0x58, u8::try_from(bytes.len()).unwrap()], bytes].concat()
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    digest(&SHA256, bytes).as_ref().try_into().unwrap()
}

fn coded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
