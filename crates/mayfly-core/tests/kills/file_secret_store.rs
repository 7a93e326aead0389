//! A keychain that survives the process: one file for each secret.

use futures_util::future::BoxFuture;
use mayfly_core::{SecretError, SecretStore};
use secrecy::{ExposeSecret, SecretString};
use std::io;
use std::path::{Path, PathBuf};

pub struct FileSecretStore(PathBuf);

impl FileSecretStore {
    pub fn new(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        Self(folder.to_owned())
    }

    pub fn read_secret(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.0.join(name.replace(':', "-"))).ok()
    }

    pub fn count_secrets(&self) -> usize {
        std::fs::read_dir(&self.0).unwrap().count()
    }

    fn write_secret(&self, name: &str, value: &str) -> io::Result<()> {
        // A keychain's entry is written completely or not at all.
        let partial = tempfile::NamedTempFile::new_in(self.0.parent().unwrap())?;
        std::fs::write(partial.path(), value)?;
        partial.persist(self.0.join(name.replace(':', "-")))?;
        Ok(())
    }
}

impl SecretStore for FileSecretStore {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        Box::pin(async move { Ok(self.read_secret(name).map(SecretString::from)) })
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.write_secret(name, value.expose_secret()).map_err(|error| SecretError::Unavailable(error.to_string()))
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            let _ = std::fs::remove_file(self.0.join(name.replace(':', "-")));
            Ok(())
        })
    }
}
