//! Browser and system names from `User-Agent`, so that members recognise their sessions.

use axum::http::{HeaderMap, header};

use crate::i18n::{Arg, Lang, messages};

/// `User-Agent` token and display name. The first match counts: most browsers also send the tokens of others.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system of `headers`, without versions: « Firefox sous Windows ».
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent = agent.unwrap_or_default();
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            let args = [("browser", Arg::Text(browser)), ("system", Arg::Text(system))];
            Lang::Fr.message_with(messages::DEVICE_ON, &args)
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => Lang::Fr.message(messages::DEVICE_UNKNOWN).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device_of(agent: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, agent.parse().unwrap());
        device(&headers)
    }

    #[test]
    fn a_browser_and_its_system_are_named_without_versions() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                    Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                      (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(device_of(edge), "Edge sous Windows");
        assert_eq!(device_of(iphone), "Safari sous iPhone");
        assert_eq!(device_of(firefox), "Firefox sous Linux");
        assert_eq!(device_of("curl/8.5.0"), "Navigateur inconnu");
        assert_eq!(device(&HeaderMap::new()), "Navigateur inconnu");
    }
}
