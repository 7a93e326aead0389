//! Several accounts in one store: one open, the others checked beside it.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{AccountKind, AccountView, Change, ErrorCode, Phase};
use mayfly_core::{Core, Pace, SecretStore as _};
use std::time::Duration;
use support::{KEY, World, wait_for};
use tempmailg_sandbox::{Fault, FaultAction, Mail, Sandbox};

const OTHER: &str = "mk_other_fedcba9876543210";

/// A signed-in world, and a second service where another key is good.
async fn two() -> (World, Sandbox) {
    let other = Sandbox::builder().key(OTHER).quota(1_000).empty(true).start().await.unwrap();
    (World::connected().await, other)
}

impl World {
    async fn accounts(&self) -> Vec<AccountView> {
        self.snapshot().await.accounts
    }

    async fn open_id(&self) -> u32 {
        self.snapshot().await.account.unwrap().id
    }

    async fn addresses(&self) -> Vec<String> {
        self.snapshot().await.inboxes.into_iter().map(|inbox| inbox.address).collect()
    }
}

/// Waits until an account that is not open is told of as it should be.
async fn until_told(core: &Core, fits: impl Fn(&AccountView) -> bool) {
    let (snapshot, mut events) = core.subscribe().await.unwrap();
    if !snapshot.accounts.iter().any(&fits) {
        wait_for(&mut events, |change| matches!(change, Change::Account { account } if fits(account))).await;
    }
}

#[tokio::test]
async fn an_account_is_added_beside_another_and_nothing_of_them_mixes() {
    let (mut world, other) = two().await;
    let first = world.core.create_inbox().await.unwrap();
    let mail = Mail::html("For the first", "<p>Words.</p>");
    let message = world.receive(&first, mail).await;
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    assert_eq!(world.secrets.names(), ["api-key:1", "api-key:2", "store-key"]);
    assert_eq!(world.open_id().await, 2);
    assert!(world.addresses().await.is_empty(), "the new account has none of the other's inboxes");
    assert_eq!(world.core.read_message(&message.id).await.unwrap_err().code(), ErrorCode::UnknownMessage);
    assert!(world.core.search_messages("words", 10, None).await.unwrap().hits.is_empty());
    let second = world.core.create_inbox().await.unwrap();
    other.deliver(&second.address, Mail::html("For the second", "Words.")).unwrap();
    world.core.list_messages(second.id, true).await.unwrap();

    let limit = |account: &AccountView| account.quota.as_ref().map(|quota| quota.limit);
    let accounts = world.accounts().await;
    assert_eq!((limit(&accounts[0]), limit(&accounts[1])), (Some(50_000), Some(1_000)), "each has its own quota");
    assert_eq!((accounts[0].unread, accounts[1].unread), (1, 1));
    assert!(accounts.iter().all(|account| account.signed_in && account.kind == AccountKind::Kept));
    assert_eq!(world.core.unread().await.unwrap(), 2);

    world.core.open_account(1).await.unwrap();
    assert_eq!(world.addresses().await, [first.address.as_str()]);
    assert_eq!(world.snapshot().await.selected_inbox, Some(first.id));
    assert_eq!(world.core.recent_addresses(5).await.unwrap()[0].address, first.address, "the tray follows");
    world.core.open_account(2).await.unwrap();
    world.restart().await;
    assert_eq!(world.open_id().await, 2, "the one that was open");
    assert_eq!(world.addresses().await, [second.address]);
    let accounts = world.accounts().await;
    assert!(accounts.iter().all(|account| account.signed_in), "{accounts:?}");
    assert_eq!((limit(&accounts[0]), limit(&accounts[1])), (Some(50_000), Some(1_000)), "as last told");
}

#[tokio::test]
async fn an_account_that_is_not_open_is_checked_and_its_mail_is_told_of() {
    let (mut world, other) = two().await;
    world.core.shut_down().await;
    let brief = Duration::from_millis(20);
    world.core = Core::start_at(Pace { quickest: brief, ..Pace::default() }, world.config());
    support::until_started(&world.core).await;
    let inbox = world.core.create_inbox().await.unwrap();
    world.core.list_messages(inbox.id, true).await.unwrap();
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();

    let mut arrivals = world.core.arrivals();
    world.sandbox.deliver(&inbox.address, Mail::html("Hello", "<p>Your code is 482913.</p>")).unwrap();
    let arrival = arrivals.recv().await.unwrap();
    assert_eq!((arrival.inbox.id, arrival.messages[0].subject.as_str()), (inbox.id, "Hello"));
    until_told(&world.core, |account| account.id == 1 && account.unread == 1).await;
    assert_eq!(world.core.recent_code().await.unwrap().unwrap().code, "482913");
    assert!(world.addresses().await.is_empty(), "the open account shows its own");

    // A click on the notification opens the account of the message.
    world.core.open_message(&arrival.messages[0].id).await.unwrap();
    let snapshot = world.snapshot().await;
    assert_eq!(snapshot.account.unwrap().id, 1);
    assert_eq!(snapshot.open_message.unwrap().id, arrival.messages[0].id);
}

#[tokio::test]
async fn a_key_that_is_not_accepted_changes_nothing_and_a_known_one_opens_its_account() {
    let (world, other) = two().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let (_, mut events) = world.core.subscribe().await.unwrap();
    for (key, code) in [("mk_wrong", ErrorCode::KeyRefused), ("two words", ErrorCode::InvalidKey)] {
        assert_eq!(world.core.add_account(key, Some(other.base_url())).await.unwrap_err().code(), code);
    }
    assert_eq!(world.secrets.names(), ["api-key:1", "store-key"]);
    assert_eq!((world.accounts().await.len(), world.addresses().await), (1, vec![inbox.address.clone()]));
    while let Ok(event) = events.try_recv() {
        assert_ne!(event.change, Change::Reset, "no window had to start again");
    }

    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    world.core.add_account(KEY, Some(world.sandbox.base_url())).await.unwrap();
    assert_eq!((world.open_id().await, world.accounts().await.len()), (1, 2));
    assert_eq!(world.addresses().await, [inbox.address]);
    assert_eq!(world.core.open_account(9).await.unwrap_err().code(), ErrorCode::UnknownAccount);
    assert_eq!(world.open_id().await, 1);
}

#[tokio::test]
async fn what_is_under_way_when_another_account_is_opened_ends_where_it_began() {
    let (world, other) = two().await;
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    world.core.open_account(1).await.unwrap();
    world.sandbox.inject(Fault::new(FaultAction::Delay { ms: 400 }).path("/emails"));
    let core = world.core.clone();
    let creating = tokio::spawn(async move { core.create_inbox().await });
    while !world.sandbox.requests().iter().any(|request| request.path.ends_with("/emails")) {
        tokio::task::yield_now().await;
    }
    world.core.open_account(2).await.unwrap();
    let (_, mut events) = world.core.subscribe().await.unwrap();
    let inbox = creating.await.unwrap().unwrap();
    assert!(world.addresses().await.is_empty());
    while let Ok(event) = events.try_recv() {
        assert!(!matches!(event.change, Change::Inbox { .. }), "{event:?} is another account's");
    }
    world.core.open_account(1).await.unwrap();
    assert_eq!(world.addresses().await, [inbox.address]);
}

#[tokio::test]
async fn a_key_refused_on_one_leaves_the_other_working() {
    let (world, other) = two().await;
    let inbox = world.core.create_inbox().await.unwrap();
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    world.core.open_account(1).await.unwrap();
    let refusal = FaultAction::answer(401).with_body(r#"{"status":false,"message":"Unauthenticated."}"#);
    world.sandbox.inject(Fault::new(refusal).always());
    let _ = world.core.list_messages(inbox.id, true).await;
    world.core.open_account(2).await.unwrap();
    until_told(&world.core, |account| account.id == 1 && account.key_refused).await;
    world.core.create_inbox().await.unwrap();
    let accounts = world.accounts().await;
    assert_eq!((accounts[0].key_refused, accounts[1].key_refused), (true, false));

    // A further account never takes the place of the one whose key is refused.
    world.core.open_account(1).await.unwrap();
    let third = Sandbox::builder().key("mk_third").empty(true).start().await.unwrap();
    world.core.add_account("mk_third", Some(third.base_url())).await.unwrap();
    assert_eq!(world.accounts().await.len(), 3);
}

#[tokio::test]
async fn signing_out_of_one_opens_the_other_and_then_none() {
    let (mut world, other) = two().await;
    let first = world.core.create_inbox().await.unwrap();
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    world.core.sign_out().await.unwrap();
    assert_eq!(world.secrets.names(), ["api-key:1", "store-key"]);
    assert_eq!((world.phase().await, world.open_id().await), (Phase::Ready, 1));
    assert_eq!(world.addresses().await, [first.address]);
    let signed_in: Vec<_> = world.accounts().await.iter().map(|account| (account.id, account.signed_in)).collect();
    assert_eq!(signed_in, [(1, true), (2, false)]);
    assert_eq!(world.core.open_account(2).await.unwrap_err().code(), ErrorCode::UnknownAccount);
    world.restart().await;
    assert_eq!(world.open_id().await, 1);

    world.core.sign_out().await.unwrap();
    assert_eq!(world.phase().await, Phase::Welcome);
    assert_eq!(world.secrets.names(), ["store-key"]);
    world.core.connect(OTHER, Some(other.base_url())).await.unwrap();
    assert_eq!((world.open_id().await, world.accounts().await.len()), (2, 2));
}

#[tokio::test]
async fn an_account_that_is_removed_is_gone_with_its_key_and_mail() {
    let (world, other) = two().await;
    let first = world.core.create_inbox().await.unwrap();
    world.receive(&first, Mail::html("Hello", "<p>Words.</p>")).await;
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    let second = world.core.create_inbox().await.unwrap();
    world.core.remove_account(1).await.unwrap();
    assert_eq!(world.secrets.names(), ["api-key:2", "store-key"]);
    assert_eq!((world.open_id().await, world.addresses().await), (2, vec![second.address]), "the open one stays open");

    world.core.add_account(KEY, Some(world.sandbox.base_url())).await.unwrap();
    assert_eq!(world.open_id().await, 3, "an identifier is never given twice");
    assert!(world.addresses().await.is_empty());
    world.core.remove_account(3).await.unwrap();
    assert_eq!(world.open_id().await, 2);
    assert_eq!(world.core.remove_account(3).await.unwrap_err().code(), ErrorCode::UnknownAccount);
    world.core.remove_account(2).await.unwrap();
    assert_eq!(world.phase().await, Phase::Welcome);
    assert_eq!(world.secrets.names(), ["store-key"]);
}

#[tokio::test]
async fn a_name_is_the_users_or_the_services_host() {
    let (mut world, other) = two().await;
    let host = |sandbox: &Sandbox| sandbox.base_url().split('/').nth(2).unwrap().to_owned();
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    let names = |accounts: Vec<AccountView>| accounts.into_iter().map(|account| account.name).collect::<Vec<_>>();
    assert_eq!(names(world.accounts().await), [host(&world.sandbox), host(&other)]);
    world.core.rename_account(1, Some(&host(&other))).await.unwrap();
    world.core.rename_account(2, Some("  ")).await.unwrap();
    assert_eq!(names(world.accounts().await)[1], format!("{} 2", host(&other)), "two that read alike help nobody");

    let (_, mut events) = world.core.subscribe().await.unwrap();
    world.core.rename_account(2, Some(" Work\nmail ")).await.unwrap();
    wait_for(&mut events, |change| matches!(change, Change::Account { account } if account.name == "Work mail")).await;
    world.restart().await;
    assert_eq!(names(world.accounts().await), [host(&other), "Work mail".to_owned()]);
    assert_eq!(world.core.rename_account(9, None).await.unwrap_err().code(), ErrorCode::UnknownAccount);
}

#[tokio::test]
async fn wiping_forgets_every_key_and_those_that_nothing_tells_of() {
    let (world, other) = two().await;
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    world.core.sign_out().await.unwrap();
    world.core.add_account(OTHER, Some(other.base_url())).await.unwrap();
    // Of a database that was set aside.
    world.secrets.set("api-key:7", "mk_of_old".into()).await.unwrap();
    world.core.wipe_data().await.unwrap();
    assert!(world.secrets.names().is_empty());
    assert_eq!(world.phase().await, Phase::Welcome);
    assert!(world.accounts().await.is_empty());
}

#[tokio::test]
async fn the_demo_and_a_session_without_keychain_have_one_account() {
    let other = Sandbox::builder().key(OTHER).empty(true).start().await.unwrap();
    let world = World::new().await;
    let refused = |outcome: Result<(), mayfly_core::Error>| outcome.unwrap_err().code();
    assert_eq!(refused(world.core.add_account(OTHER, Some(other.base_url())).await), ErrorCode::NotSignedIn);
    world.core.start_demo(world.sandbox.base_url(), KEY).await.unwrap();
    assert_eq!(refused(world.core.add_account(OTHER, Some(other.base_url())).await), ErrorCode::NotSignedIn);
    assert_eq!(refused(world.core.remove_account(1).await), ErrorCode::UnknownAccount);
    assert_eq!(world.accounts().await.len(), 1);
    assert_eq!(world.accounts().await[0].kind, AccountKind::Demo);
    assert!(world.secrets.names().is_empty());
}
