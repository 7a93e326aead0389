//! Settings survive where they may, and nowhere else.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, CheckFrequency, KeepMail, Language, RemoteImages, Settings, SyncView, WindowSize};
use mayfly_core::{Config, Core, Locales, MemorySecrets, SystemClock};
use mayfly_mail::DocumentLabels;
use std::sync::Arc;
use support::{KEY, World, until_started, wait_for};
use tempmailg_sandbox::Mail;

fn chosen() -> Settings {
    Settings {
        notifications: false,
        global_shortcut: Some("Ctrl+Alt+M".into()),
        language: Language::Vi,
        checking: CheckFrequency::Sparing,
        remote_images: RemoteImages::Show,
        keep_mail: KeepMail::NinetyDays,
        ..Settings::default()
    }
}

#[tokio::test]
async fn settings_are_told_of_and_survive_a_restart_and_signing_out_but_not_wiping() {
    let mut world = World::connected().await;
    let (snapshot, mut events) = world.core.subscribe().await.unwrap();
    assert_eq!(snapshot.settings, Settings::default());
    world.core.set_settings(chosen()).await.unwrap();
    let event = wait_for(&mut events, |change| matches!(change, Change::Settings { .. })).await;
    assert_eq!(event.change, Change::Settings { settings: chosen() });
    assert_eq!(world.snapshot().await.settings, chosen());

    world.restart().await;
    assert_eq!(world.core.settings(), chosen());
    world.core.sign_out().await.unwrap();
    assert_eq!(world.core.settings(), chosen());
    world.core.wipe_data().await.unwrap();
    assert_eq!(world.core.settings(), Settings::default());
    world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    assert_eq!(world.core.settings(), Settings::default());
}

#[tokio::test]
async fn the_windows_size_survives_a_restart_but_not_wiping_and_the_demo_keeps_none() {
    let size = WindowSize { width: 900, height: 600, maximised: false };
    let mut world = World::connected().await;
    assert_eq!(world.core.window_size(), None);
    world.core.set_window_size(size).await.unwrap();
    assert_eq!(world.core.settings(), Settings::default(), "it is no setting");
    world.restart().await;
    assert_eq!(world.core.window_size(), Some(size));

    world.core.start_demo(world.sandbox.base_url(), KEY).await.unwrap();
    world.core.set_window_size(WindowSize { maximised: true, ..size }).await.unwrap();
    world.core.sign_out().await.unwrap();
    world.restart().await;
    assert_eq!(world.core.window_size(), Some(size));

    world.core.wipe_data().await.unwrap();
    world.restart().await;
    assert_eq!(world.core.window_size(), None);
}

#[tokio::test]
async fn the_demos_settings_go_with_it() {
    let mut world = World::connected().await;
    world.core.start_demo(world.sandbox.base_url(), KEY).await.unwrap();
    world.core.set_settings(chosen()).await.unwrap();
    assert_eq!(world.core.settings(), chosen());
    world.core.sign_out().await.unwrap();
    assert_eq!(world.core.settings(), Settings::default());
    world.restart().await;
    assert_eq!(world.core.settings(), Settings::default());
}

#[tokio::test]
async fn a_session_without_a_keychain_writes_none() {
    let mut world = World::new().await;
    world.core.use_session_only().await;
    world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    world.core.set_settings(chosen()).await.unwrap();
    assert_eq!(world.core.settings(), chosen());
    assert!(!world.folder.path().join("data").exists());
    world.restart().await;
    assert_eq!(world.core.settings(), Settings::default());
}

#[tokio::test]
async fn the_chosen_language_wins_over_the_systems_in_messages_too() {
    let mut world = World::new().await;
    let labels =
        |locale: &str| DocumentLabels { quoted_text: format!("quoted in {locale}"), ..DocumentLabels::default() };
    world.core = Core::start(Config {
        data_folder: world.folder.path().join("other"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<MemorySecrets>::clone(&world.secrets),
        locales: Locales { system: "en-GB".into(), labels },
    });
    until_started(&world.core).await;
    world.core.connect(KEY, Some(world.sandbox.base_url())).await.unwrap();
    assert_eq!(world.snapshot().await.system_locale, "en-GB");
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::text("Re: Hello", "Yes.\n\n> Hello?\n> Are you there?")).await;
    for (language, locale) in [(Language::System, "en-GB"), (Language::Vi, "vi"), (Language::En, "en-GB")] {
        world.core.set_settings(Settings { language, ..Settings::default() }).await.unwrap();
        assert_eq!(world.core.locale(), locale);
        let said = format!("quoted in {locale}");
        assert!(world.core.message_document(&message.id).await.unwrap().contains(&said));
        assert!(world.core.message_text_document(&message.id).await.unwrap().contains(&said));
        assert!(world.core.message_print_document(&message.id, false).await.unwrap().contains(&said));
    }
}

#[tokio::test]
async fn what_is_checked_on_request_alone_is_asked_by_nobody_else_now_and_after_a_restart() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let on_request = |checking| Settings { checking, ..Settings::default() };
    world.core.set_settings(on_request(CheckFrequency::OnRequest)).await.unwrap();
    let snapshot = world.snapshot().await;
    assert_eq!((snapshot.sync, snapshot.quota.unwrap().expected_checks), (SyncView::OnRequest, 0));

    world.restart().await;
    let (_, mut events) = world.core.subscribe().await.unwrap();
    while world.snapshot().await.sync != SyncView::OnRequest {
        wait_for(&mut events, |change| matches!(change, Change::Sync { .. })).await;
    }
    // A pause that ends, a machine that wakes and an address that is copied ask for nothing either.
    world.core.set_paused(true);
    world.core.set_paused(false);
    world.core.address(inbox.id).await.unwrap();
    world.core.retry_now();
    let asked = || world.sandbox.requests().iter().filter(|request| request.path == "/api/messages").count();
    let before = asked();
    // Two default intervals of an inbox that was just copied, and nothing to wait for.
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert_eq!(asked(), before);
    let id = world.receive(&inbox, Mail::text("Asked for", "Words.")).await.id;
    assert_eq!(asked(), before + 1, "the user's own request is made");
    assert_eq!(world.snapshot().await.sync, SyncView::OnRequest);

    world.sandbox.deliver(&inbox.address, Mail::text("By itself", "Words.")).unwrap();
    let (_, mut events) = world.core.subscribe().await.unwrap();
    world.core.set_settings(on_request(CheckFrequency::Expected)).await.unwrap();
    wait_for(
        &mut events,
        |change| matches!(change, Change::Messages { messages, .. } if messages.iter().any(|message| message.id != id)),
    )
    .await;
}
