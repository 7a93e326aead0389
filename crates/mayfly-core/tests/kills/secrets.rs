//! A keychain that outlives the process: a file for each secret, in a folder of the test's.

use futures_util::future::BoxFuture;
use mayfly_core::{SecretError, SecretStore};
use secrecy::{ExposeSecret, SecretString};
use std::io;
use std::path::{Path, PathBuf};

pub struct FileSecrets(PathBuf);

impl FileSecrets {
    pub fn new(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        Self(folder.to_owned())
    }

    pub fn read(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.0.join(name.replace(':', "-"))).ok()
    }

    pub fn count(&self) -> usize {
        std::fs::read_dir(&self.0).unwrap().count()
    }

    fn write(&self, name: &str, value: &str) -> io::Result<()> {
        // Like a keychain's: whole or not at all.
        let part = tempfile::NamedTempFile::new_in(self.0.parent().unwrap())?;
        std::fs::write(part.path(), value)?;
        part.persist(self.0.join(name.replace(':', "-")))?;
        Ok(())
    }
}

impl SecretStore for FileSecrets {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        Box::pin(async move { Ok(self.read(name).map(SecretString::from)) })
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            self.write(name, value.expose_secret()).map_err(|error| SecretError::Unavailable(error.to_string()))
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        Box::pin(async move {
            let _ = std::fs::remove_file(self.0.join(name.replace(':', "-")));
            Ok(())
        })
    }
}
