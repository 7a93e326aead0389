//! Databases side by side: a key that is missing, one that comes back, and mail made meanwhile.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{ErrorCode, MailDatabaseView, Phase};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, SecretStore as _, SystemClock};
use secrecy::ExposeSecret as _;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use support::API_KEY;
use tempfile::TempDir;
use tempmailg_sandbox::{Mail, Sandbox};

const OTHER_API_KEY: &str = "mk_other_0123456789abcdef";

/// A data folder that cores use with different keychains, one after the other.
struct ChangingKeychainFixture {
    folder: TempDir,
    sandbox: Sandbox,
}

impl ChangingKeychainFixture {
    async fn new() -> Self {
        let sandbox = Sandbox::builder()
            .api_key(API_KEY)
            .api_key(OTHER_API_KEY)
            .keep_new_inboxes_empty(true)
            .start()
            .await
            .unwrap();
        Self { folder: tempfile::tempdir().unwrap(), sandbox }
    }

    async fn start(&self, keychain: &Arc<InMemorySecretStore>) -> Core {
        let core = Core::builder(CoreEnvironment {
            data_folder: self.data_folder(),
            clock: Arc::new(SystemClock),
            secrets: Arc::<InMemorySecretStore>::clone(keychain),
            localisation: mayfly_core::Localisation::default(),
        })
        .start();
        core.wait_until_accounts_open().await;
        core
    }

    fn data_folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    async fn sign_in(&self, core: &Core, api_key: &str) {
        core.sign_in(api_key, Some(self.sandbox.base_url())).await.unwrap();
    }

    /// Starts a core and signs in.
    async fn start_signed_in(&self, keychain: &Arc<InMemorySecretStore>, api_key: &str) -> Core {
        let core = self.start(keychain).await;
        self.sign_in(&core, api_key).await;
        core
    }

    /// Starts a core whose keychain has no key, begins a database beside the others and signs in.
    async fn start_beside_stored_mail(&self, keychain: &Arc<InMemorySecretStore>, api_key: &str) -> Core {
        let core = self.start(keychain).await;
        core.start_beside_stored_mail().await.unwrap();
        self.sign_in(&core, api_key).await;
        core
    }

    /// Creates an inbox with a message of this subject; returns the address.
    async fn create_inbox_with_mail(&self, core: &Core, subject: &str) -> String {
        let inbox = core.create_inbox().await.unwrap();
        self.sandbox.deliver_mail(&inbox.address, Mail::new_text(subject, "Words.")).unwrap();
        core.list_messages(inbox.id, true).await.unwrap();
        inbox.address
    }

    /// The bytes of every database file, by name.
    fn read_database_file_contents(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(self.data_folder()).unwrap().map(|entry| entry.unwrap().path());
        let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
        entries
            .filter(|path| !name(path).contains("lock"))
            .map(|path| (name(&path), std::fs::read(path).unwrap()))
            .collect()
    }
}

/// Two empty keychains.
fn two_keychains() -> (Arc<InMemorySecretStore>, Arc<InMemorySecretStore>) {
    Default::default()
}

async fn phase(core: &Core) -> Phase {
    core.subscribe_with_snapshot().await.unwrap().0.phase
}

async fn blocked_phase_error_code(core: &Core) -> Option<ErrorCode> {
    match phase(core).await {
        Phase::Blocked { error } => Some(error.code),
        _ => None,
    }
}

async fn addresses(core: &Core) -> Vec<String> {
    let inboxes = core.subscribe_with_snapshot().await.unwrap().0.inboxes;
    let mut addresses: Vec<_> = inboxes.into_iter().map(|inbox| inbox.address).collect();
    addresses.sort();
    addresses
}

async fn notice_codes(core: &Core) -> Vec<ErrorCode> {
    // Waits until the step that opened the accounts is over: it shows notices at its end.
    core.delete_other_database("none").await.unwrap_err();
    core.subscribe_with_snapshot().await.unwrap().0.notices.iter().map(|notice| notice.error.code).collect()
}

async fn list_other_databases(core: &Core) -> Vec<MailDatabaseView> {
    core.list_mail_databases().await.unwrap().into_iter().filter(|mail| !mail.is_open).collect()
}

#[tokio::test]
async fn missing_key_changes_nothing_and_its_return_opens_the_mail() {
    let fixture = ChangingKeychainFixture::new().await;
    let (first, empty) = two_keychains();
    let core = fixture.start_signed_in(&first, API_KEY).await;
    let address = fixture.create_inbox_with_mail(&core, "Kept").await;
    core.shut_down(None).await;
    let before = fixture.read_database_file_contents();

    for _ in 0..2 {
        let core = fixture.start(&empty).await;
        let Phase::Blocked { error } = phase(&core).await else { panic!("the key is missing") };
        assert_eq!(error.code, ErrorCode::StoreKeyMissing);
        assert!(error.details.path.unwrap().ends_with("mayfly.db"));
        core.retry_keychain().await;
        assert_eq!(blocked_phase_error_code(&core).await, Some(ErrorCode::StoreKeyMissing));
        assert!(core.sign_in(API_KEY, Some(fixture.sandbox.base_url())).await.is_err(), "nothing replaces it");
        core.shut_down(None).await;
        assert_eq!(empty.list_secret_names(), Vec::<String>::new());
        assert_eq!(fixture.read_database_file_contents(), before);
    }
    let core = fixture.start(&first).await;
    assert_eq!((phase(&core).await, addresses(&core).await), (Phase::Ready, vec![address]));
    assert_eq!(notice_codes(&core).await, []);
}

#[tokio::test]
async fn key_that_returns_while_blocked_opens_the_mail_on_retry() {
    let fixture = ChangingKeychainFixture::new().await;
    let secrets = Arc::new(InMemorySecretStore::default());
    let core = fixture.start_signed_in(&secrets, API_KEY).await;
    let address = fixture.create_inbox_with_mail(&core, "Kept").await;
    core.shut_down(None).await;
    let key = secrets.get("store-key").await.unwrap().unwrap();
    secrets.delete("store-key").await.unwrap();
    let core = fixture.start(&secrets).await;
    assert_eq!(blocked_phase_error_code(&core).await, Some(ErrorCode::StoreKeyMissing));
    secrets.set("store-key", key).await.unwrap();
    core.retry_keychain().await;
    assert_eq!(addresses(&core).await, [address]);
}

/// Two rounds: swapped, swapped back, and the same again.
#[tokio::test]
async fn swapped_keychains_each_open_their_own_mail() {
    let fixture = ChangingKeychainFixture::new().await;
    let (first, second) = two_keychains();
    let core = fixture.start_signed_in(&first, API_KEY).await;
    let old = fixture.create_inbox_with_mail(&core, "Old").await;
    core.shut_down(None).await;

    let core = fixture.start(&second).await;
    core.start_beside_stored_mail().await.unwrap();
    assert_eq!(phase(&core).await, Phase::Welcome);
    fixture.sign_in(&core, OTHER_API_KEY).await;
    let new = fixture.create_inbox_with_mail(&core, "New").await;
    let others = list_other_databases(&core).await;
    assert_eq!(others.len(), 1);
    assert_eq!((others[0].id.as_str(), others[0].addresses), ("mayfly.db", None), "its key is out of reach");
    assert!(others[0].created_at.is_some() && others[0].size > 0);
    assert!(
        core.switch_to_other_database("mayfly.db").await.is_err_and(|error| error.code() == ErrorCode::StoreKeyMissing)
    );
    assert_eq!(addresses(&core).await, std::slice::from_ref(&new));
    core.shut_down(None).await;

    for _ in 0..2 {
        for (keychain, address) in [(&first, &old), (&second, &new)] {
            let core = fixture.start(keychain).await;
            assert_eq!((phase(&core).await, addresses(&core).await), (Phase::Ready, vec![address.clone()]));
            core.shut_down(None).await;
        }
    }
}

/// The key of what was made meanwhile is in the other keychain, but sealed for the first database as well.
#[tokio::test]
async fn mail_made_under_another_keychain_can_be_taken_over_without_that_keychain() {
    let fixture = ChangingKeychainFixture::new().await;
    let (first, second) = two_keychains();
    let core = fixture.start_signed_in(&first, API_KEY).await;
    let old = fixture.create_inbox_with_mail(&core, "Heron").await;
    core.shut_down(None).await;
    let core = fixture.start_beside_stored_mail(&second, API_KEY).await;
    let new = fixture.create_inbox_with_mail(&core, "Lantern").await;
    core.shut_down(None).await;
    for secret in ["store-key", "api-key:1"] {
        let secret = first.get(secret).await.unwrap().unwrap();
        assert!(
            fixture
                .read_database_file_contents()
                .values()
                .all(|bytes| !contains(bytes, secret.expose_secret().as_bytes()))
        );
    }

    let core = fixture.start(&first).await;
    assert_eq!(addresses(&core).await, std::slice::from_ref(&old));
    assert_eq!(notice_codes(&core).await, [ErrorCode::OtherMailFound]);
    let side = list_other_databases(&core).await.remove(0);
    assert_eq!((side.addresses, side.messages), (Some(1), Some(1)));
    let taken = core.import_other_database(&side.id).await.unwrap();
    assert_eq!((taken.addresses, taken.messages, taken.accounts_to_sign_in), (1, 1, 0));
    let mut expected = vec![old, new.clone()];
    expected.sort();
    assert_eq!(addresses(&core).await, expected);
    core.switch_to_other_database(&side.id).await.unwrap();
    assert_eq!(phase(&core).await, Phase::Welcome, "its API key is in the other keychain");
    fixture.sign_in(&core, API_KEY).await;
    assert_eq!(addresses(&core).await, [new]);
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Copies the secrets of one keychain into another, as if both were unlocked at once.
async fn copy_secrets(from: &InMemorySecretStore, to: &InMemorySecretStore) {
    for name in from.list_secret_names() {
        if to.get(&name).await.unwrap().is_none() {
            to.set(&name, from.get(&name).await.unwrap().unwrap()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn mail_made_meanwhile_is_offered_taken_over_and_deleted() {
    let fixture = ChangingKeychainFixture::new().await;
    let (first, second) = two_keychains();
    let core = fixture.start_signed_in(&first, API_KEY).await;
    let old = fixture.create_inbox_with_mail(&core, "Heron").await;
    core.shut_down(None).await;
    let core = fixture.start_beside_stored_mail(&second, API_KEY).await;
    let same_account = fixture.create_inbox_with_mail(&core, "Lantern").await;
    core.add_account(OTHER_API_KEY, Some(fixture.sandbox.base_url())).await.unwrap();
    let other_account = fixture.create_inbox_with_mail(&core, "Saddle").await;
    core.shut_down(None).await;

    copy_secrets(&second, &first).await;
    let core = fixture.start(&first).await;
    assert_eq!(addresses(&core).await, std::slice::from_ref(&old), "the older database is opened");
    assert_eq!(notice_codes(&core).await, [ErrorCode::OtherMailFound]);
    let others = list_other_databases(&core).await;
    assert_eq!((others[0].addresses, others[0].messages), (Some(2), Some(2)));
    let taken = core.import_other_database(&others[0].id).await.unwrap();
    assert_eq!((taken.addresses, taken.messages, taken.accounts_to_sign_in), (2, 2, 1));
    let mut expected = vec![old.clone(), same_account];
    expected.sort();
    assert_eq!(addresses(&core).await, expected, "the account with the same API key is the same account");
    assert_eq!(core.search_messages("lantern", 50, None).await.unwrap().hits.len(), 1, "its mail is found");
    let again = core.import_other_database(&others[0].id).await.unwrap();
    assert_eq!((again.addresses, again.messages, again.accounts_to_sign_in), (0, 0, 0), "nothing is copied twice");
    core.add_account(OTHER_API_KEY, Some(fixture.sandbox.base_url())).await.unwrap();
    assert_eq!(addresses(&core).await, [other_account]);
    assert_eq!(core.search_messages("saddle", 50, None).await.unwrap().hits.len(), 1);

    core.shut_down(None).await;
    let core = fixture.start(&first).await;
    assert_eq!(notice_codes(&core).await, [], "what was taken over is not offered again");
    core.delete_other_database(&others[0].id).await.unwrap();
    assert!(list_other_databases(&core).await.is_empty());
    assert!(
        !first.list_secret_names().iter().any(|name| name.starts_with("store-key:")),
        "{:?}",
        first.list_secret_names()
    );
    assert_eq!(core.delete_other_database("mayfly.db").await.unwrap_err().code(), ErrorCode::UnknownStore);
    assert_eq!(core.delete_other_database("../mayfly.db").await.unwrap_err().code(), ErrorCode::UnknownStore);
}

#[tokio::test]
async fn other_mail_can_be_opened_and_stays_open() {
    let fixture = ChangingKeychainFixture::new().await;
    let (first, second) = two_keychains();
    let core = fixture.start_signed_in(&first, API_KEY).await;
    let old = fixture.create_inbox_with_mail(&core, "Old").await;
    core.shut_down(None).await;
    let core = fixture.start_beside_stored_mail(&second, OTHER_API_KEY).await;
    let new = fixture.create_inbox_with_mail(&core, "New").await;
    core.shut_down(None).await;
    copy_secrets(&second, &first).await;

    let core = fixture.start(&first).await;
    let side = list_other_databases(&core).await[0].id.clone();
    core.switch_to_other_database(&side).await.unwrap();
    assert_eq!(addresses(&core).await, std::slice::from_ref(&new));
    core.shut_down(None).await;
    let core = fixture.start(&first).await;
    assert_eq!(addresses(&core).await, [new], "a start opens what was opened last");
    core.switch_to_other_database("mayfly.db").await.unwrap();
    assert_eq!(addresses(&core).await, [old]);
}

#[tokio::test]
async fn mail_set_aside_by_an_earlier_version_can_be_opened_and_taken_over() {
    let fixture = ChangingKeychainFixture::new().await;
    let secrets = Arc::new(InMemorySecretStore::default());
    let core = fixture.start_signed_in(&secrets, API_KEY).await;
    let old = fixture.create_inbox_with_mail(&core, "Old").await;
    core.shut_down(None).await;
    // An earlier version renamed the database when its key was missing, and wrote no description.
    let data = fixture.data_folder();
    let aside = "mayfly.db.unreadable-20260101-000000";
    std::fs::rename(data.join("mayfly.db"), data.join(aside)).unwrap();
    std::fs::remove_file(data.join("mayfly.db.info")).unwrap();
    let core = fixture.start(&secrets).await;
    assert_eq!(phase(&core).await, Phase::Welcome);
    fixture.sign_in(&core, API_KEY).await;
    let new = fixture.create_inbox_with_mail(&core, "New").await;
    let others = list_other_databases(&core).await;
    assert_eq!((others[0].id.as_str(), others[0].was_unreadable, others[0].addresses), (aside, true, Some(1)));
    core.import_other_database(aside).await.unwrap();
    let mut expected = vec![old, new];
    expected.sort();
    assert_eq!(addresses(&core).await, expected);
}

/// The database of an earlier version has no description beside it: it is written when the database is opened.
#[tokio::test]
async fn database_of_an_earlier_version_gets_its_description_when_it_is_opened() {
    let fixture = ChangingKeychainFixture::new().await;
    let (secrets, empty) = two_keychains();
    let core = fixture.start_signed_in(&secrets, API_KEY).await;
    let address = fixture.create_inbox_with_mail(&core, "Kept").await;
    core.shut_down(None).await;
    let info = fixture.data_folder().join("mayfly.db.info");
    std::fs::remove_file(&info).unwrap();
    let core = fixture.start(&empty).await;
    assert_eq!(blocked_phase_error_code(&core).await, Some(ErrorCode::StoreKeyMissing), "also without a description");
    core.shut_down(None).await;
    let core = fixture.start(&secrets).await;
    assert_eq!(addresses(&core).await, [address]);
    assert!(info.exists());
}

/// A damaged file beside a good one: the good one opens, the damaged one is reported and kept.
#[tokio::test]
async fn damaged_database_does_not_keep_another_from_opening() {
    let fixture = ChangingKeychainFixture::new().await;
    let (first, second) = two_keychains();
    let core = fixture.start_signed_in(&first, API_KEY).await;
    core.shut_down(None).await;
    let core = fixture.start_beside_stored_mail(&second, OTHER_API_KEY).await;
    let new = fixture.create_inbox_with_mail(&core, "New").await;
    core.shut_down(None).await;
    copy_secrets(&second, &first).await;
    let main = fixture.data_folder().join("mayfly.db");
    std::fs::write(&main, [0x5a; 8192]).unwrap();
    let core = fixture.start(&first).await;
    assert_eq!(addresses(&core).await, [new]);
    assert_eq!(notice_codes(&core).await, [ErrorCode::StoreUnreadable]);
    let others = list_other_databases(&core).await;
    assert!(others[0].was_unreadable && others[0].addresses.is_none());
}

/// Of several entries with one name, the one that opens the store counts.
#[tokio::test]
async fn of_several_keys_of_one_name_the_one_that_opens_the_store_counts() {
    use futures_util::future::BoxFuture;
    use mayfly_core::{SecretError, SecretStore};
    use secrecy::SecretString;

    /// A keychain with a second entry of the store's key, which it returns first.
    struct AmbiguousSecrets(Arc<InMemorySecretStore>);

    impl SecretStore for AmbiguousSecrets {
        fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
            self.0.get(name)
        }
        fn get_all_secrets<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<SecretString>, SecretError>> {
            Box::pin(async move {
                let wrong = ["7".repeat(64), "not a key".into()].map(SecretString::from);
                Ok(wrong.into_iter().chain(self.0.get(name).await?).collect())
            })
        }
        fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
            self.0.set(name, value)
        }
        fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
            self.0.delete(name)
        }
    }

    let fixture = ChangingKeychainFixture::new().await;
    let secrets = Arc::new(InMemorySecretStore::default());
    let core = fixture.start_signed_in(&secrets, API_KEY).await;
    let address = fixture.create_inbox_with_mail(&core, "Kept").await;
    core.shut_down(None).await;
    for has_description in [true, false] {
        if !has_description {
            std::fs::remove_file(fixture.data_folder().join("mayfly.db.info")).unwrap();
        }
        let core = Core::builder(CoreEnvironment {
            data_folder: fixture.data_folder(),
            clock: Arc::new(SystemClock),
            secrets: Arc::new(AmbiguousSecrets(Arc::clone(&secrets))),
            localisation: mayfly_core::Localisation::default(),
        })
        .start();
        core.wait_until_accounts_open().await;
        assert_eq!(addresses(&core).await, std::slice::from_ref(&address));
        core.shut_down(None).await;
    }
}

#[tokio::test]
async fn wiping_deletes_every_database_and_its_secrets() {
    let fixture = ChangingKeychainFixture::new().await;
    let (first, second) = two_keychains();
    let core = fixture.start_signed_in(&first, API_KEY).await;
    core.shut_down(None).await;
    let core = fixture.start_beside_stored_mail(&second, OTHER_API_KEY).await;
    core.wipe_data().await.unwrap();
    assert_eq!(second.list_secret_names(), Vec::<String>::new());
    assert_eq!(std::fs::read_dir(fixture.data_folder()).unwrap().count(), 0);
}
