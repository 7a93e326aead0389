//! Several accounts in one store: one is active, the others are checked in the background.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use futures_util::future::BoxFuture;
use mayfly_core::view::{
    AccountId, AccountMessageId, AccountStorageKind, AccountView, Change, ErrorCode, InboxView, MessageId, Phase,
};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, PollTiming, SecretError, SecretStore};
use secrecy::SecretString;
use std::sync::Arc;
use std::time::Duration;
use support::{API_KEY, TestCore, wait_for_change};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};

const OTHER_API_KEY: &str = "mk_other_fedcba9876543210";

/// The account of [`API_KEY`].
const FIRST: AccountId = AccountId::new(1);

/// The account of [`OTHER_API_KEY`].
const SECOND: AccountId = AccountId::new(2);

/// A signed-in core, and a second service that accepts another API key.
async fn start_with_two_services() -> (TestCore, Sandbox) {
    let other =
        Sandbox::builder().api_key(OTHER_API_KEY).quota(1_000).keep_new_inboxes_empty(true).start().await.unwrap();
    (TestCore::signed_in().await, other)
}

impl TestCore {
    async fn accounts(&self) -> Vec<AccountView> {
        self.snapshot().await.accounts
    }

    async fn addresses(&self) -> Vec<String> {
        self.snapshot().await.inboxes.into_iter().map(|inbox| inbox.address).collect()
    }
}

/// Waits until an account's view matches.
async fn wait_for_matching_account_view(core: &Core, matches_account: impl Fn(&AccountView) -> bool) {
    let (snapshot, mut events) = core.subscribe_with_snapshot().await.unwrap();
    if !snapshot.accounts.iter().any(&matches_account) {
        wait_for_change(
            &mut events,
            |change| matches!(change, Change::Account { account } if matches_account(account)),
        )
        .await;
    }
}

#[tokio::test]
async fn added_account_shares_no_data_with_the_first() {
    let (mut test, other) = start_with_two_services().await;
    let first = test.core.create_inbox().await.unwrap();
    let mail = Mail::new_html("For the first", "<p>Words.</p>");
    let message = test.deliver_and_fetch_mail(&first, mail).await;
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    assert_eq!(test.secrets.list_secret_names(), ["api-key:1", "api-key:2", "store-key"]);
    assert_eq!(test.active_account_id().await, SECOND);
    assert!(test.addresses().await.is_empty(), "the new account has none of the other's inboxes");
    assert_eq!(test.core.read_message(&message.id).await.unwrap_err().code(), ErrorCode::UnknownMessage);
    assert!(test.core.search_messages("words", 10, None).await.unwrap().hits.is_empty());
    let second = test.core.create_inbox().await.unwrap();
    other.deliver_mail(&second.address, Mail::new_html("For the second", "Words.")).unwrap();
    test.core.list_messages(second.id, true).await.unwrap();

    let limit = |account: &AccountView| account.quota.as_ref().map(|quota| quota.limit);
    let accounts = test.accounts().await;
    assert_eq!((limit(&accounts[0]), limit(&accounts[1])), (Some(50_000), Some(1_000)), "each has its own quota");
    assert_eq!((accounts[0].unread, accounts[1].unread), (1, 1));
    assert!(accounts.iter().all(|account| account.signed_in && account.storage == AccountStorageKind::Kept));
    assert_eq!(test.core.unread_count().await.unwrap(), 2);

    test.core.switch_to_account(FIRST).await.unwrap();
    assert_eq!(test.addresses().await, [first.address.as_str()]);
    assert_eq!(test.snapshot().await.selected_inbox, Some(first.id));
    assert_eq!(
        test.core.list_newest_open_inboxes(5).await.unwrap()[0].address,
        first.address,
        "recent inboxes are those of the active account"
    );
    test.core.switch_to_account(SECOND).await.unwrap();
    test.restart().await;
    assert_eq!(test.active_account_id().await, SECOND, "the account that was active");
    assert_eq!(test.addresses().await, [second.address]);
    let accounts = test.accounts().await;
    assert!(accounts.iter().all(|account| account.signed_in), "{accounts:?}");
    assert_eq!((limit(&accounts[0]), limit(&accounts[1])), (Some(50_000), Some(1_000)), "as last reported");
}

#[tokio::test]
async fn background_account_is_checked_and_its_new_mail_emitted() {
    let (mut test, other) = start_with_two_services().await;
    test.core.shut_down(None).await;
    test.core = Core::builder(test.core_environment())
        .poll_timing(PollTiming { shortest_interval: Duration::from_millis(20), ..PollTiming::default() })
        .start();
    test.core.wait_until_accounts_open().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.core.list_messages(inbox.id, true).await.unwrap();
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();

    let mut new_mail = test.core.subscribe_new_mail();
    test.deliver_mail(&inbox, Mail::new_html("Hello", "<p>Your code is 482913.</p>"));
    let batch = new_mail.recv().await.unwrap();
    assert_eq!((batch.inbox.id, batch.messages[0].subject.as_str()), (inbox.id, "Hello"));
    wait_for_matching_account_view(&test.core, |account| account.id == FIRST && account.unread == 1).await;
    assert_eq!(test.core.recent_code().await.unwrap().unwrap().code, "482913");
    assert!(test.addresses().await.is_empty(), "the active account shows its own inboxes");

    // A click on the notification activates the account of the message.
    let reference = AccountMessageId { account: batch.account, message: batch.messages[0].id.clone() };
    test.core.show_message_in_window(&reference).await.unwrap();
    let snapshot = test.snapshot().await;
    assert_eq!(snapshot.account.unwrap().id, FIRST);
    assert_eq!(snapshot.open_message.unwrap().id, batch.messages[0].id);
}

/// A keychain that can't give one secret away.
struct SecretsWithoutOne {
    memory: Arc<InMemorySecretStore>,
    unreadable: &'static str,
}

impl SecretStore for SecretsWithoutOne {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<SecretString>, SecretError>> {
        if name == self.unreadable {
            return Box::pin(async { Err(SecretError::Unavailable("a broken item".into())) });
        }
        self.memory.get(name)
    }

    fn set<'a>(&'a self, name: &'a str, value: SecretString) -> BoxFuture<'a, Result<(), SecretError>> {
        self.memory.set(name, value)
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), SecretError>> {
        self.memory.delete(name)
    }
}

/// The account that was active last is tried first.
#[tokio::test]
async fn account_that_cannot_be_opened_does_not_close_the_others() {
    let (mut test, other) = start_with_two_services().await;
    let first = test.core.create_inbox().await.unwrap();
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    let second = test.core.create_inbox().await.unwrap();
    let shown_codes = async |core: &Core| {
        let notices = core.subscribe_with_snapshot().await.unwrap().0.notices;
        notices.iter().map(|notice| notice.error.code).collect::<Vec<_>>()
    };

    // Its API key can't be read.
    test.core.shut_down(None).await;
    let secrets = SecretsWithoutOne { memory: Arc::clone(&test.secrets), unreadable: "api-key:2" };
    let environment = CoreEnvironment { secrets: Arc::new(secrets), ..test.core_environment() };
    test.core = Core::builder(environment).start();
    test.core.wait_until_accounts_open().await;
    assert_eq!((test.phase().await, test.active_account_id().await), (Phase::Ready, FIRST));
    assert_eq!(test.addresses().await, [first.address.as_str()]);
    assert_eq!(shown_codes(&test.core).await, [ErrorCode::AccountNotOpened]);

    // It is there again.
    test.restart().await;
    assert_eq!((test.active_account_id().await, shown_codes(&test.core).await), (SECOND, Vec::new()));

    // It is none.
    test.secrets.set("api-key:2", "two words".into()).await.unwrap();
    test.restart().await;
    assert_eq!((test.phase().await, test.active_account_id().await), (Phase::Ready, FIRST));
    assert_eq!(shown_codes(&test.core).await, [ErrorCode::AccountNotOpened]);

    // Neither is the other one's.
    test.secrets.set("api-key:1", "".into()).await.unwrap();
    test.restart().await;
    assert_eq!(
        (test.phase().await, shown_codes(&test.core).await),
        (Phase::Welcome, vec![ErrorCode::AccountNotOpened])
    );
    test.core.sign_in(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    assert_eq!(test.addresses().await, [second.address]);
}

#[tokio::test]
async fn refused_api_key_changes_nothing_and_known_api_key_opens_its_account() {
    let (test, other) = start_with_two_services().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    for (api_key, code) in [("mk_wrong", ErrorCode::KeyRefused), ("two words", ErrorCode::InvalidKey)] {
        assert_eq!(test.core.add_account(api_key, Some(other.base_url())).await.unwrap_err().code(), code);
    }
    assert_eq!(test.secrets.list_secret_names(), ["api-key:1", "store-key"]);
    assert_eq!((test.accounts().await.len(), test.addresses().await), (1, vec![inbox.address.clone()]));
    while let Ok(event) = events.try_recv() {
        assert_ne!(event.change, Change::Reset, "no reset was emitted");
    }

    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    test.core.add_account(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!((test.active_account_id().await, test.accounts().await.len()), (FIRST, 2));
    assert_eq!(test.addresses().await, [inbox.address]);
    assert_eq!(test.core.switch_to_account(AccountId::new(9)).await.unwrap_err().code(), ErrorCode::UnknownAccount);
    assert_eq!(test.active_account_id().await, FIRST);
}

#[tokio::test]
async fn request_in_flight_during_a_switch_finishes_in_its_own_account() {
    let (test, other) = start_with_two_services().await;
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    test.core.switch_to_account(FIRST).await.unwrap();
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::Delay { ms: 400 }).path("/emails"));
    let core = test.core.clone();
    let creating = tokio::spawn(async move { core.create_inbox().await });
    while !test.sandbox.list_requests().iter().any(|request| request.path.ends_with("/emails")) {
        tokio::task::yield_now().await;
    }
    test.core.switch_to_account(SECOND).await.unwrap();
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let inbox = creating.await.unwrap().unwrap();
    assert!(test.addresses().await.is_empty());
    while let Ok(event) = events.try_recv() {
        assert!(!matches!(event.change, Change::Inbox { .. }), "{event:?} belongs to another account");
    }
    test.core.switch_to_account(FIRST).await.unwrap();
    assert_eq!(test.addresses().await, [inbox.address]);
}

#[tokio::test]
async fn api_key_refused_for_one_account_leaves_the_other_working() {
    let (test, other) = start_with_two_services().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    test.core.switch_to_account(FIRST).await.unwrap();
    let refusal = FaultAction::answer(401).with_body(r#"{"status":false,"message":"Unauthenticated."}"#);
    test.sandbox.inject_fault(InjectedFault::new(refusal).apply_to_every_request());
    let _ = test.core.list_messages(inbox.id, true).await;
    test.core.switch_to_account(SECOND).await.unwrap();
    wait_for_matching_account_view(&test.core, |account| account.id == FIRST && account.key_refused).await;
    test.core.create_inbox().await.unwrap();
    let accounts = test.accounts().await;
    assert_eq!((accounts[0].key_refused, accounts[1].key_refused), (true, false));

    // A further account never replaces the one whose API key is refused.
    test.core.switch_to_account(FIRST).await.unwrap();
    let third = Sandbox::builder().api_key("mk_third").keep_new_inboxes_empty(true).start().await.unwrap();
    test.core.add_account("mk_third", Some(third.base_url())).await.unwrap();
    assert_eq!(test.accounts().await.len(), 3);
}

#[tokio::test]
async fn signing_out_activates_the_other_account_and_then_none() {
    let (mut test, other) = start_with_two_services().await;
    let first = test.core.create_inbox().await.unwrap();
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    test.core.sign_out().await.unwrap();
    assert_eq!(test.secrets.list_secret_names(), ["api-key:1", "store-key"]);
    assert_eq!((test.phase().await, test.active_account_id().await), (Phase::Ready, FIRST));
    assert_eq!(test.addresses().await, [first.address]);
    let signed_in: Vec<_> = test.accounts().await.iter().map(|account| (account.id, account.signed_in)).collect();
    assert_eq!(signed_in, [(FIRST, true), (SECOND, false)]);
    assert_eq!(test.core.switch_to_account(SECOND).await.unwrap_err().code(), ErrorCode::UnknownAccount);
    test.restart().await;
    assert_eq!(test.active_account_id().await, FIRST);

    test.core.sign_out().await.unwrap();
    assert_eq!(test.phase().await, Phase::Welcome);
    assert_eq!(test.secrets.list_secret_names(), ["store-key"]);
    test.core.sign_in(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    assert_eq!((test.active_account_id().await, test.accounts().await.len()), (SECOND, 2));
}

#[tokio::test]
async fn removed_account_is_deleted_with_its_api_key_and_mail() {
    let (test, other) = start_with_two_services().await;
    let first = test.core.create_inbox().await.unwrap();
    test.deliver_and_fetch_mail(&first, Mail::new_html("Hello", "<p>Words.</p>")).await;
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    let second = test.core.create_inbox().await.unwrap();
    test.core.remove_account(FIRST).await.unwrap();
    assert_eq!(test.secrets.list_secret_names(), ["api-key:2", "store-key"]);
    assert_eq!(
        (test.active_account_id().await, test.addresses().await),
        (SECOND, vec![second.address]),
        "the active account stays active"
    );

    test.core.add_account(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!(test.active_account_id().await, AccountId::new(3), "an identifier is never reused");
    assert!(test.addresses().await.is_empty());
    test.core.remove_account(AccountId::new(3)).await.unwrap();
    assert_eq!(test.active_account_id().await, SECOND);
    assert_eq!(test.core.remove_account(AccountId::new(3)).await.unwrap_err().code(), ErrorCode::UnknownAccount);
    test.core.remove_account(SECOND).await.unwrap();
    assert_eq!(test.phase().await, Phase::Welcome);
    assert_eq!(test.secrets.list_secret_names(), ["store-key"]);
}

#[tokio::test]
async fn account_name_is_chosen_by_the_user_or_the_host_of_the_service() {
    let (mut test, other) = start_with_two_services().await;
    let host = |sandbox: &Sandbox| sandbox.base_url().split('/').nth(2).unwrap().to_owned();
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    let names = |accounts: Vec<AccountView>| accounts.into_iter().map(|account| account.name).collect::<Vec<_>>();
    assert_eq!(names(test.accounts().await), [host(&test.sandbox), host(&other)]);
    test.core.rename_account(FIRST, Some(&host(&other))).await.unwrap();
    test.core.rename_account(SECOND, Some("  ")).await.unwrap();
    assert_eq!(names(test.accounts().await)[1], format!("{} 2", host(&other)), "equal names are numbered");

    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.rename_account(SECOND, Some(" Work\nmail ")).await.unwrap();
    wait_for_change(&mut events, |change| matches!(change, Change::Account { account } if account.name == "Work mail"))
        .await;
    test.restart().await;
    assert_eq!(names(test.accounts().await), [host(&other), "Work mail".to_owned()]);
    assert_eq!(test.core.rename_account(AccountId::new(9), None).await.unwrap_err().code(), ErrorCode::UnknownAccount);
}

#[tokio::test]
async fn wiping_deletes_every_api_key_including_orphaned_ones() {
    let (test, other) = start_with_two_services().await;
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    test.core.sign_out().await.unwrap();
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    // A secret of a database that was set aside.
    test.secrets.set("api-key:7", "mk_of_old".into()).await.unwrap();
    test.core.wipe_data().await.unwrap();
    assert!(test.secrets.list_secret_names().is_empty());
    assert_eq!(test.phase().await, Phase::Welcome);
    assert!(test.accounts().await.is_empty());
}

#[tokio::test]
async fn demo_and_signed_out_core_accept_no_second_account() {
    let other = Sandbox::builder().api_key(OTHER_API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
    let test = TestCore::signed_out().await;
    let refused = |outcome: Result<(), mayfly_core::Error>| outcome.unwrap_err().code();
    assert_eq!(refused(test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await), ErrorCode::NotSignedIn);
    test.core.open_demo_account(test.sandbox.base_url(), API_KEY).await.unwrap();
    assert_eq!(refused(test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await), ErrorCode::NotSignedIn);
    assert_eq!(refused(test.core.remove_account(FIRST).await), ErrorCode::UnknownAccount);
    assert_eq!(test.accounts().await.len(), 1);
    assert_eq!(test.accounts().await[0].storage, AccountStorageKind::Demo);
    assert!(test.secrets.list_secret_names().is_empty());
}

/// Has a service list one message with this identifier and code for every inbox.
fn serve_message_in_every_inbox(sandbox: &Sandbox, id: &MessageId, subject: &str, code: &str) {
    let body = serde_json::json!({"status": true, "messages": [{
        "id": id.as_str(), "subject": subject, "from": "Sender", "from_email": "sender@example.org", "html": false,
        "content": format!("{subject}: your verification code is {code}."), "receivedAt": "2026-06-28 09:38:52",
        "attachments": [],
    }]});
    let response = FaultAction::answer(200).with_body(&body.to_string());
    sandbox.inject_fault(InjectedFault::new(response).method("GET").path("/messages").apply_to_every_request());
}

/// Two accounts, each with an inbox whose one message has the same identifier. The second account is active.
struct SharedMessageIdFixture {
    test: TestCore,
    _other: Sandbox,
    message: MessageId,
    first_inbox: InboxView,
    second_inbox: InboxView,
}

impl SharedMessageIdFixture {
    async fn new() -> Self {
        let (test, other) = start_with_two_services().await;
        let message = MessageId::from("shared-identifier");
        serve_message_in_every_inbox(&test.sandbox, &message, "In the first", "111111");
        serve_message_in_every_inbox(&other, &message, "In the second", "222222");
        let first_inbox = test.core.create_inbox().await.unwrap();
        assert_eq!(test.core.list_messages(first_inbox.id, true).await.unwrap()[0].id, message);
        test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
        let second_inbox = test.core.create_inbox().await.unwrap();
        assert_eq!(test.core.list_messages(second_inbox.id, true).await.unwrap()[0].id, message);
        Self { test, _other: other, message, first_inbox, second_inbox }
    }

    fn account_message_id(&self, account: AccountId) -> AccountMessageId {
        AccountMessageId { account, message: self.message.clone() }
    }

    async fn open_and_assert(&self, account: AccountId, inbox: &InboxView, subject: &str) {
        let core = &self.test.core;
        core.show_message_in_window(&self.account_message_id(account)).await.unwrap();
        let snapshot = self.test.snapshot().await;
        assert_eq!((snapshot.account.unwrap().id, snapshot.selected_inbox), (account, Some(inbox.id)));
        let requested = snapshot.open_message.unwrap();
        assert_eq!((&requested.id, requested.inbox_id, requested.subject.as_str()), (&self.message, inbox.id, subject));
        assert_eq!(core.read_message(&self.message).await.unwrap().summary.subject, subject);
        assert!(core.render_message_document(&self.message).await.unwrap().contains(subject));
    }
}

#[tokio::test]
async fn opening_a_message_shows_that_of_the_named_account() {
    let fixture = SharedMessageIdFixture::new().await;
    fixture.open_and_assert(FIRST, &fixture.first_inbox, "In the first").await;
    fixture.open_and_assert(SECOND, &fixture.second_inbox, "In the second").await;
    fixture.open_and_assert(SECOND, &fixture.second_inbox, "In the second").await;
    let unknown =
        fixture.test.core.show_message_in_window(&fixture.account_message_id(AccountId::new(9))).await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::UnknownAccount);
}

#[tokio::test]
async fn recent_code_names_the_account_of_its_message() {
    let fixture = SharedMessageIdFixture::new().await;
    let core = &fixture.test.core;
    core.switch_to_account(FIRST).await.unwrap();
    let code = core.recent_code().await.unwrap().unwrap();
    assert_eq!((code.code.as_str(), &code.message), ("222222", &fixture.account_message_id(SECOND)));
    core.show_message_in_window(&code.message).await.unwrap();
    let snapshot = fixture.test.snapshot().await;
    assert_eq!(snapshot.account.unwrap().id, SECOND);
    assert_eq!(snapshot.open_message.unwrap().subject, "In the second");
}

#[tokio::test]
async fn unread_mark_is_set_in_the_named_account_only() {
    let fixture = SharedMessageIdFixture::new().await;
    let core = &fixture.test.core;
    let messages = [fixture.message.clone()];
    for account in [FIRST, SECOND] {
        core.set_messages_unread(account, &messages, false).await.unwrap();
    }
    let is_unread = async |inbox: &InboxView| core.list_messages(inbox.id, false).await.unwrap()[0].unread;
    assert!(!is_unread(&fixture.second_inbox).await);
    let (_, mut events) = core.subscribe_with_snapshot().await.unwrap();
    core.set_messages_unread(FIRST, &messages, true).await.unwrap();
    assert!(!is_unread(&fixture.second_inbox).await, "the message of the active account is unchanged");
    wait_for_matching_account_view(core, |account| account.id == FIRST && account.unread == 1).await;
    while let Ok(event) = events.try_recv() {
        assert!(!matches!(event.change, Change::Messages { .. }), "{event:?} belongs to a background account");
    }
    let unread: Vec<_> = fixture.test.accounts().await.iter().map(|account| (account.id, account.unread)).collect();
    assert_eq!(unread, [(FIRST, 1), (SECOND, 0)]);
    core.switch_to_account(FIRST).await.unwrap();
    assert!(is_unread(&fixture.first_inbox).await);
    let unknown = core.set_messages_unread(AccountId::new(9), &messages, true).await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::UnknownAccount);
}

#[tokio::test]
async fn removed_inbox_is_restored_in_its_account_after_a_switch() {
    let (test, other) = start_with_two_services().await;
    test.core.add_account(OTHER_API_KEY, Some(other.base_url())).await.unwrap();
    let other_inbox = test.core.create_inbox().await.unwrap();
    test.core.switch_to_account(FIRST).await.unwrap();
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Kept", "Words.")).await;
    test.core.delete_inbox(inbox.id).await.unwrap();
    test.core.remove_inbox(inbox.id).await.unwrap();
    test.core.switch_to_account(SECOND).await.unwrap();

    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let elsewhere = test.core.restore_inbox(SECOND, inbox.id).await.unwrap_err();
    assert_eq!(elsewhere.code(), ErrorCode::UnknownInbox, "it was removed in the other account");
    assert_eq!(test.core.restore_inbox(FIRST, inbox.id).await.unwrap().address, inbox.address);
    assert_eq!((test.active_account_id().await, test.addresses().await), (SECOND, vec![other_inbox.address]));
    while let Ok(event) = events.try_recv() {
        let is_foreign = matches!(&event.change, Change::Inbox { inbox: changed } if changed.id == inbox.id);
        assert!(!is_foreign, "{event:?} belongs to a background account");
    }
    test.core.switch_to_account(FIRST).await.unwrap();
    assert_eq!(test.addresses().await, [inbox.address.as_str()]);
    assert_eq!(test.core.list_messages(inbox.id, false).await.unwrap(), [message]);
    let unknown = test.core.restore_inbox(AccountId::new(9), inbox.id).await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::UnknownAccount);
}
