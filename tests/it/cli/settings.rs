//! Rejected settings.

use std::process::Command;

/// Error output of the program for this invalid command line and environment.
fn error_output(line: &[&str], environment: &[(&str, &str)]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_quartiers-emploi"));
    let output = program.env_clear().envs(environment.iter().copied()).args(line).output();
    let output = output.expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn a_refused_address_with_a_password_is_not_printed() {
    let url = "smtp://user:s3cret@@bad";
    for (line, environment) in [
        (vec!["--smtp", url], vec![]),
        (vec!["doctor", "--smtp=smtp://user:s3cret@@bad"], vec![]),
        (vec![], vec![("QUARTIERS_SMTP", url)]),
        (vec!["--smtp", "smtps://user:s3cret@mail.example"], vec![]),
    ] {
        let message = error_output(&line, &environment);
        assert!(message.contains("--smtp <URL> : "), "{message}");
        assert!(!message.contains("s3cret") && !message.contains("user"), "{message}");
    }
    let message = error_output(&["--geocoder", "https://user:s3cret@adresses.example"], &[]);
    assert!(message.contains("--geocoder <URL> : il faut l’adresse d’un service"), "{message}");
    assert!(!message.contains("s3cret"), "{message}");
}

#[test]
fn a_short_token_is_refused_and_not_printed() {
    for (line, environment) in [
        (vec!["--operator-token", "s3cret"], vec![]),
        (vec![], vec![("QUARTIERS_OPERATOR_TOKEN", "s3cret")]),
    ] {
        let message = error_output(&line, &environment);
        assert!(message.contains("il faut au moins 32 signes"), "{message}");
        assert!(!message.contains("s3cret"), "{message}");
    }
    let message = error_output(&["--admin-listen", "0.0.0.0:9000"], &[]);
    assert!(message.contains("d’un réseau privé"), "{message}");
    let message = error_output(&["--security-contact", "securite@example.org"], &[]);
    assert!(message.contains("il faut mailto:"), "{message}");
}

#[test]
fn help_prints_no_value_that_may_hold_a_password() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_quartiers-emploi"));
    program.env_clear().env("QUARTIERS_SMTP", "smtp://user@127.0.0.1:1");
    program.env("QUARTIERS_SMTP_PASSWORD", "s3cret").env("QUARTIERS_GEOCODER", "http://a.s3cret");
    program.env("QUARTIERS_OPERATOR_TOKEN", "s3cret".repeat(6));
    let output = program.arg("--help").output().expect("the program runs");
    let message = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(message.contains("[env: QUARTIERS_SMTP]"), "{message}");
    assert!(!message.contains("s3cret") && !message.contains("user@127"), "{message}");
}
