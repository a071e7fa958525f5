//! Parser for settings that may contain a secret: error messages do not echo the typed value.

use std::any::Any;
use std::ffi::OsStr;
use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};

use super::types::SettingError;

/// Clap value parser for `T` that does not echo the value.
#[derive(Debug)]
pub struct SecretParser<T>(PhantomData<fn() -> T>);

impl<T> SecretParser<T> {
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for SecretParser<T> {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl<T> TypedValueParser for SecretParser<T>
where
    T: FromStr<Err: Display> + Any + Clone + Send + Sync,
{
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        let refused = |why: String| {
            let setting = arg.map(ToString::to_string).unwrap_or_default();
            let words = format!("{setting} : {why}\n");
            Error::raw(ErrorKind::ValueValidation, words).with_cmd(command)
        };
        let Some(text) = value.to_str() else {
            return Err(refused(SettingError::NotText.to_string()));
        };
        text.parse().map_err(|error: T::Err| refused(error.to_string()))
    }
}
