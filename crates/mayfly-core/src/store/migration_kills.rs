//! `kill -9` while a database of an earlier version is migrated to the newest schema.

use super::data_folder_databases::MAIN_DATABASE_NAME;
use super::migrations::{NEWEST_VERSION, migrate_to_version};
use super::{
    DatabaseFile, Store, StoreKey, account_rows, connection_opening, data_folder_lock, inbox_rows, message_rows,
    search_index,
};
use crate::fulltext::search_query::SearchQuery;
use crate::view::AccountId;
use killed_process::{
    CHILD_FOLDER, READY, SeededRandom, configured_round_count, report_line_to_parent, run_test_until_killed,
};
use rusqlite::params;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[path = "../../tests/support/killed_process.rs"]
mod killed_process;

const TEST_NAME: &str = "store::migration_kills::migration_from_any_earlier_version_survives_a_kill";

const ACCOUNT: AccountId = AccountId::new(1);

const MESSAGE_COUNT: u32 = 400;

const INBOX_COUNT: u32 = 3;

fn test_store_key() -> StoreKey {
    StoreKey::parse(&"a1".repeat(32).into()).unwrap()
}

/// Creates a database with messages in the first schema and migrates it to `version`.
fn build_database_at_version(folder: &Path, version: u32) {
    let mut database = connection_opening::open_unkeyed_database_file(&folder.join(MAIN_DATABASE_NAME)).unwrap();
    database.execute_batch(&format!("PRAGMA key = \"x'{}'\"; PRAGMA journal_mode = WAL", "a1".repeat(32))).unwrap();
    migrate_to_version(&mut database, 1).unwrap();
    let transaction = database.transaction().unwrap();
    let account = "INSERT INTO accounts (base_url, key_salt, key_digest, signed_in, created_at)
        VALUES ('http://127.0.0.1/api', x'00', x'00', 1, 0)";
    transaction.execute(account, []).unwrap();
    for inbox in 1..=INBOX_COUNT {
        let sql = "INSERT INTO inboxes (account_id, service_id, address, label, token, created_at)
            VALUES (1, ?1, ?2, 'Label', 'token', 0)";
        transaction.execute(sql, params![inbox.to_string(), format!("box{inbox}@example.com")]).unwrap();
    }
    let text = "Words that are long enough to take some room. ".repeat(40);
    for number in 1..=MESSAGE_COUNT {
        let sql = "INSERT INTO messages (inbox_id, id, from_name, from_address, recipient, subject, snippet, text,
                code, is_html, content, attachments, received_at, unread, seen_on_service, extra)
            VALUES (?1, ?2, 'Sender', 'a@b.example', '', ?3, '', ?4, '123456', 0, ?4, '[]', ?2, 1, 0, '{}')";
        let values = params![number % INBOX_COUNT + 1, number.to_string(), format!("Needle{number}x"), text];
        transaction.execute(sql, values).unwrap();
    }
    transaction.commit().unwrap();
    migrate_to_version(&mut database, version).unwrap();
}

async fn open_store(folder: &Path) -> Store {
    let folder_lock = Arc::new(data_folder_lock::lock_folder(folder).await.unwrap());
    Store::open(&DatabaseFile::new(folder, MAIN_DATABASE_NAME), &test_store_key(), folder_lock).await.unwrap()
}

/// Asserts that every message is stored and found.
async fn assert_store_is_complete(store: &Store) {
    store
        .run_database_read(|db| {
            assert_eq!(
                account_rows::list_signed_in_accounts(db)?.iter().map(|account| account.id).collect::<Vec<_>>(),
                [ACCOUNT]
            );
            let inboxes = inbox_rows::list_inboxes_of_account(db, ACCOUNT)?;
            assert_eq!(inboxes.len(), INBOX_COUNT as usize);
            let version: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            assert_eq!(version, NEWEST_VERSION);
            let total: u32 =
                db.query_row("SELECT count(*) FROM messages JOIN bodies ON message = key", [], |row| row.get(0))?;
            assert_eq!(total, MESSAGE_COUNT);
            let indexed: u32 = db.query_row("SELECT count(*) FROM search", [], |row| row.get(0))?;
            assert_eq!(indexed, MESSAGE_COUNT);
            let integrity: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
            assert_eq!(integrity, "ok");
            for number in (1..=MESSAGE_COUNT).step_by(37) {
                let found = search_index::find_messages(
                    db,
                    ACCOUNT,
                    &SearchQuery::parse(&format!("needle{number}x")),
                    5,
                    None,
                )?;
                assert_eq!(found.rows.len(), 1, "message {number} is not found");
                assert!(
                    message_rows::get_message(db, ACCOUNT, &number.to_string().into())?
                        .unwrap()
                        .text
                        .starts_with("Words")
                );
            }
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn migration_from_any_earlier_version_survives_a_kill() {
    if let Some(folder) = std::env::var_os(CHILD_FOLDER) {
        report_line_to_parent(READY);
        let _store = open_store(Path::new(&folder)).await;
        report_line_to_parent("opened");
        std::future::pending::<()>().await;
    }
    let mut random = SeededRandom::new("migration");
    let original = tempfile::tempdir().unwrap();
    let (rounds, mut interrupted) = (configured_round_count(6), 0);
    let mut longest = Duration::from_millis(500);
    for round in 0..rounds {
        let version = round % (NEWEST_VERSION - 1) + 1;
        let built = original.path().join(format!("v{version}"));
        if !built.exists() {
            std::fs::create_dir(&built).unwrap();
            build_database_at_version(&built, version);
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(built.join(MAIN_DATABASE_NAME), folder.path().join(MAIN_DATABASE_NAME)).unwrap();
        // Killed twice in a row, so that the second opening finds what the first left.
        for _ in 0..2 {
            let lines =
                run_test_until_killed(TEST_NAME, folder.path(), Vec::new(), random.random_duration(longest)).await;
            interrupted += u32::from(lines.is_empty());
        }
        let began = Instant::now();
        let store = open_store(folder.path()).await;
        // Long enough for every step on this machine.
        longest = began.elapsed().mul_f64(1.5);
        assert_store_is_complete(&store).await;
        store.close().await;
    }
    assert!(interrupted > 0, "every child was done before it was killed");
    println!(
        "| kill -9 while an old database (versions 1 to {}) is migrated, twice each | {rounds} | {interrupted} of {} openings interrupted; all {MESSAGE_COUNT} messages stored and found each time |",
        NEWEST_VERSION - 1,
        rounds * 2
    );
}
