//! `kill -9` while a database of an earlier Mayfly is brought to the newest schema.

use super::migrations::{NEWEST, apply_until};
use super::{FILE_NAME, Store, accounts, folder, inboxes, messages, search};
use crate::search::query::Query;
use kill::{Dice, READY, VICTIM, kill, rounds, tell};
use rusqlite::{Connection, params};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[path = "../../tests/support/kill.rs"]
mod kill;

const TEST: &str = "store::migration_kills::a_database_of_any_earlier_version_survives_being_killed_on_its_way";

const MESSAGES: u32 = 400;

const INBOXES: u32 = 3;

fn key() -> secrecy::SecretString {
    "a1".repeat(32).into()
}

/// A database as the first Mayfly left it, brought as far as `version` by those in between.
fn build(folder: &Path, version: u32) {
    let mut database = Connection::open(folder.join(FILE_NAME)).unwrap();
    database.execute_batch(&format!("PRAGMA key = \"x'{}'\"; PRAGMA journal_mode = WAL", "a1".repeat(32))).unwrap();
    apply_until(&mut database, 1).unwrap();
    let filling = database.transaction().unwrap();
    let account = "INSERT INTO accounts (base_url, key_salt, key_digest, signed_in, created_at)
        VALUES ('http://127.0.0.1/api', x'00', x'00', 1, 0)";
    filling.execute(account, []).unwrap();
    for inbox in 1..=INBOXES {
        let sql = "INSERT INTO inboxes (account_id, service_id, address, label, token, created_at)
            VALUES (1, ?1, ?2, 'Label', 'token', 0)";
        filling.execute(sql, params![inbox.to_string(), format!("box{inbox}@example.com")]).unwrap();
    }
    let text = "Words that are long enough to take some room. ".repeat(40);
    for number in 1..=MESSAGES {
        let sql = "INSERT INTO messages (inbox_id, id, from_name, from_address, recipient, subject, snippet, text,
                code, is_html, content, attachments, received_at, unread, seen_on_service, extra)
            VALUES (?1, ?2, 'Sender', 'a@b.example', '', ?3, '', ?4, '123456', 0, ?4, '[]', ?2, 1, 0, '{}')";
        let values = params![number % INBOXES + 1, number.to_string(), format!("Needle{number}x"), text];
        filling.execute(sql, values).unwrap();
    }
    filling.commit().unwrap();
    apply_until(&mut database, version).unwrap();
}

async fn open(folder: &Path) -> Store {
    let hold = Arc::new(folder::lock_folder(folder).await.unwrap());
    Store::open(folder, &key(), hold).await.unwrap()
}

/// Everything that was stored is there, and is found.
async fn check(store: &Store) {
    store
        .read(|db| {
            assert_eq!(account_rows::list_signed_in(db)?.iter().map(|account| account.id).collect::<Vec<_>>(), [1]);
            let inboxes = inbox_rows::list_by_account(db, 1)?;
            assert_eq!(inboxes.len(), INBOXES as usize);
            let version: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            assert_eq!(version, NEWEST);
            let total: u32 =
                db.query_row("SELECT count(*) FROM messages JOIN bodies ON message = key", [], |row| row.get(0))?;
            assert_eq!(total, MESSAGES);
            let indexed: u32 = db.query_row("SELECT count(*) FROM search", [], |row| row.get(0))?;
            assert_eq!(indexed, MESSAGES);
            let sound: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
            assert_eq!(sound, "ok");
            for number in (1..=MESSAGES).step_by(37) {
                let found = search_index::find_messages(db, 1, &Query::parse(&format!("needle{number}x")), 5, None)?;
                assert_eq!(found.rows.len(), 1, "message {number} is not found");
                assert!(message_rows::get_message(db, 1, &number.to_string())?.unwrap().text.starts_with("Words"));
            }
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_database_of_any_earlier_version_survives_being_killed_on_its_way() {
    if let Some(folder) = std::env::var_os(VICTIM) {
        tell(READY);
        let _store = open(Path::new(&folder)).await;
        tell("opened");
        std::future::pending::<()>().await;
    }
    let mut dice = Dice::new("migration");
    let original = tempfile::tempdir().unwrap();
    let (rounds, mut interrupted) = (rounds(6), 0);
    let mut longest = Duration::from_millis(500);
    for round in 0..rounds {
        let version = round % (NEWEST - 1) + 1;
        let built = original.path().join(format!("v{version}"));
        if !built.exists() {
            std::fs::create_dir(&built).unwrap();
            build(&built, version);
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(built.join(FILE_NAME), folder.path().join(FILE_NAME)).unwrap();
        // Killed twice in a row, for the second opening has the first one's remains to deal with.
        for _ in 0..2 {
            let lines = kill(TEST, folder.path(), Vec::new(), dice.moment(longest)).await;
            interrupted += u32::from(lines.is_empty());
        }
        let began = Instant::now();
        let store = open(folder.path()).await;
        // Late enough for every step, as long as this machine takes for them all.
        longest = began.elapsed().mul_f64(1.5);
        check(&store).await;
        store.close().await;
    }
    assert!(interrupted > 0, "every victim was done before it was killed");
    println!(
        "| kill -9 while an old database (versions 1 to {}) is brought up to date, twice each | {rounds} | {interrupted} of {} openings cut short; all {MESSAGES} messages kept and found each time |",
        NEWEST - 1,
        rounds * 2
    );
}
