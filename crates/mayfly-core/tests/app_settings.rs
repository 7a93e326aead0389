//! Settings and the window's size: where they are stored, and what they change.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{
    Change, CheckFrequency, DesktopStatus, Language, MailRetention, RemoteImagesSetting, Settings, SettingsPatch,
    ShortcutStatus, SyncView, Theme, WindowSize,
};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, Localisation, SystemClock};
use mayfly_mail::DocumentLabels;
use std::sync::Arc;
use support::{API_KEY, TestCore, wait_for_change};
use tempmailg_sandbox::Mail;

fn non_default_settings() -> Settings {
    Settings {
        notifications: false,
        global_shortcut: Some("Ctrl+Alt+M".into()),
        language: Language::Vi,
        checking: CheckFrequency::Sparing,
        remote_images: RemoteImagesSetting::Show,
        keep_mail: MailRetention::NinetyDays,
        ..Settings::default()
    }
}

#[tokio::test]
async fn settings_are_emitted_and_survive_restart_and_sign_out_but_not_wiping() {
    let mut test = TestCore::signed_in().await;
    let (snapshot, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    assert_eq!(snapshot.settings, Settings::default());
    test.core.update_settings(non_default_settings().into()).await.unwrap();
    let event = wait_for_change(&mut events, |change| matches!(change, Change::Settings { .. })).await;
    assert_eq!(event.change, Change::Settings { settings: non_default_settings() });
    assert_eq!(test.snapshot().await.settings, non_default_settings());

    test.restart().await;
    assert_eq!(test.core.settings(), non_default_settings());
    test.core.sign_out().await.unwrap();
    assert_eq!(test.core.settings(), non_default_settings());
    test.core.wipe_data().await.unwrap();
    assert_eq!(test.core.settings(), Settings::default());
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!(test.core.settings(), Settings::default());
}

#[tokio::test]
async fn window_size_survives_restart_but_not_wiping_and_is_not_stored_by_the_demo() {
    let size = WindowSize { width: 900, height: 600, maximised: false };
    let mut test = TestCore::signed_in().await;
    assert_eq!(test.core.window_size(), None);
    test.core.store_window_size(size).await.unwrap();
    assert_eq!(test.core.settings(), Settings::default(), "it is not a setting");
    test.restart().await;
    assert_eq!(test.core.window_size(), Some(size));

    test.core.open_demo_account(test.sandbox.base_url(), API_KEY).await.unwrap();
    test.core.store_window_size(WindowSize { maximised: true, ..size }).await.unwrap();
    test.core.sign_out().await.unwrap();
    test.restart().await;
    assert_eq!(test.core.window_size(), Some(size));

    test.core.wipe_data().await.unwrap();
    test.restart().await;
    assert_eq!(test.core.window_size(), None);
}

#[tokio::test]
async fn settings_of_the_demo_end_with_it() {
    let mut test = TestCore::signed_in().await;
    test.core.open_demo_account(test.sandbox.base_url(), API_KEY).await.unwrap();
    test.core.update_settings(non_default_settings().into()).await.unwrap();
    assert_eq!(test.core.settings(), non_default_settings());
    test.core.sign_out().await.unwrap();
    assert_eq!(test.core.settings(), Settings::default());
    test.restart().await;
    assert_eq!(test.core.settings(), Settings::default());
}

#[tokio::test]
async fn settings_of_a_session_only_account_are_not_stored() {
    let mut test = TestCore::signed_out().await;
    test.core.continue_without_keychain().await;
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    test.core.update_settings(non_default_settings().into()).await.unwrap();
    assert_eq!(test.core.settings(), non_default_settings());
    assert!(!test.folder.path().join("data").exists());
    test.restart().await;
    assert_eq!(test.core.settings(), Settings::default());
}

#[tokio::test]
async fn chosen_language_overrides_the_system_locale_in_messages_too() {
    let mut test = TestCore::signed_out().await;
    let labels =
        |locale: &str| DocumentLabels { quoted_text: format!("quoted in {locale}"), ..DocumentLabels::default() };
    test.core = Core::builder(CoreEnvironment {
        data_folder: test.folder.path().join("other"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<InMemorySecretStore>::clone(&test.secrets),
        localisation: Localisation { system: "en-GB".into(), labels },
    })
    .start();
    test.core.wait_until_accounts_open().await;
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!(test.snapshot().await.system_locale, "en-GB");
    let inbox = test.core.create_inbox().await.unwrap();
    let message =
        test.deliver_and_fetch_mail(&inbox, Mail::new_text("Re: Hello", "Yes.\n\n> Hello?\n> Are you there?")).await;
    for (language, locale) in [(Language::System, "en-GB"), (Language::Vi, "vi"), (Language::En, "en-GB")] {
        test.core
            .update_settings(SettingsPatch { language: Some(language), ..SettingsPatch::default() })
            .await
            .unwrap();
        assert_eq!(test.core.locale(), locale);
        let label = format!("quoted in {locale}");
        assert!(test.core.render_message_document(&message.id).await.unwrap().contains(&label));
        assert!(test.core.message_text_document(&message.id).await.unwrap().contains(&label));
        assert!(test.core.message_print_document(&message.id, false).await.unwrap().contains(&label));
    }
}

#[tokio::test]
async fn on_request_frequency_sends_only_user_requests_even_after_a_restart() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let frequency_patch = |frequency| SettingsPatch { checking: Some(frequency), ..SettingsPatch::default() };
    test.core.update_settings(frequency_patch(CheckFrequency::OnRequest)).await.unwrap();
    let snapshot = test.snapshot().await;
    assert_eq!((snapshot.sync, snapshot.quota.unwrap().expected_checks), (SyncView::OnRequest, 0));

    test.restart().await;
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    while test.snapshot().await.sync != SyncView::OnRequest {
        wait_for_change(&mut events, |change| matches!(change, Change::Sync { .. })).await;
    }
    // Resuming, waking and copying an address start no check either.
    test.core.set_checking_paused(true);
    test.core.set_checking_paused(false);
    test.core.get_address_and_expect_mail(inbox.id).await.unwrap();
    test.core.retry_checks_now();
    let count_checks = || test.sandbox.list_requests().iter().filter(|request| request.path == "/api/messages").count();
    let before = count_checks();
    // Longer than the default interval of an inbox whose address was just copied; there is no event to wait for.
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert_eq!(count_checks(), before);
    let id = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Requested", "Words.")).await.id;
    assert_eq!(count_checks(), before + 1, "the user's own request is made");
    assert_eq!(test.snapshot().await.sync, SyncView::OnRequest);

    test.deliver_mail(&inbox, Mail::new_text("Scheduled", "Words."));
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.update_settings(frequency_patch(CheckFrequency::Expected)).await.unwrap();
    wait_for_change(
        &mut events,
        |change| matches!(change, Change::Messages { messages, .. } if messages.iter().any(|message| message.id != id)),
    )
    .await;
}

#[tokio::test]
async fn concurrent_patches_of_different_settings_are_all_kept() {
    let mut test = TestCore::signed_in().await;
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let (first, second, third) = tokio::join!(
        test.core.update_settings(SettingsPatch { theme: Some(Theme::Dark), ..SettingsPatch::default() }),
        test.core.update_settings(SettingsPatch { zoom: Some(150), ..SettingsPatch::default() }),
        test.core.update_settings(SettingsPatch { close_to_tray: Some(false), ..SettingsPatch::default() }),
    );
    first.and(second).and(third).unwrap();
    let expected = Settings { theme: Theme::Dark, zoom: 150, close_to_tray: false, ..Settings::default() };
    assert_eq!(test.core.settings(), expected);
    let mut emitted = None;
    while let Ok(event) = events.try_recv() {
        if let Change::Settings { settings } = event.change {
            emitted = Some(settings);
        }
    }
    assert_eq!(emitted, Some(expected.clone()), "the last event contains every change");
    test.restart().await;
    assert_eq!(test.core.settings(), expected);
}

#[tokio::test]
async fn settings_changed_before_the_first_sign_in_are_stored_by_it() {
    let mut test = TestCore::signed_out().await;
    let language = SettingsPatch { language: Some(Language::Vi), ..SettingsPatch::default() };
    let theme = SettingsPatch { theme: Some(Theme::Dark), ..SettingsPatch::default() };
    test.core.update_settings(language).await.unwrap();
    test.core.update_settings(theme).await.unwrap();
    let expected = Settings { language: Language::Vi, theme: Theme::Dark, ..Settings::default() };
    assert_eq!(test.core.settings(), expected);
    assert!(!test.folder.path().join("data").exists(), "there is no store yet");

    test.core.sign_in("mk_wrong", Some(test.sandbox.base_url())).await.unwrap_err();
    assert_eq!(test.core.settings(), expected, "a refused sign-in changes no setting");
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!(test.core.settings(), expected);
    assert_eq!(test.snapshot().await.settings, expected);
    test.restart().await;
    assert_eq!(test.core.settings(), expected, "they are stored");

    // Once stored, they do not override later changes.
    test.core.update_settings(SettingsPatch { theme: Some(Theme::Light), ..SettingsPatch::default() }).await.unwrap();
    test.core.sign_out().await.unwrap();
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!(test.core.settings(), Settings { theme: Theme::Light, ..expected });
}

#[tokio::test]
async fn settings_changed_before_the_first_sign_in_survive_the_demo() {
    let test = TestCore::signed_out().await;
    test.core.update_settings(SettingsPatch { zoom: Some(125), ..SettingsPatch::default() }).await.unwrap();
    test.core.open_demo_account(test.sandbox.base_url(), API_KEY).await.unwrap();
    test.core.update_settings(SettingsPatch { theme: Some(Theme::Dark), ..SettingsPatch::default() }).await.unwrap();
    test.core.sign_out().await.unwrap();
    let expected = Settings { zoom: 125, ..Settings::default() };
    assert_eq!(test.core.settings(), expected, "only the settings of the demo end with it");
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    assert_eq!(test.core.settings(), expected);
}

#[tokio::test]
async fn window_size_given_at_shutdown_is_stored() {
    let size = WindowSize { width: 1_000, height: 700, maximised: true };
    let mut test = TestCore::signed_in().await;
    test.core.shut_down(Some(size)).await;
    test.restart().await;
    assert_eq!(test.core.window_size(), Some(size));
}

#[tokio::test]
async fn desktop_status_is_emitted_when_it_changes_and_is_part_of_the_snapshot() {
    let test = TestCore::signed_in().await;
    let (snapshot, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    assert_eq!(snapshot.desktop, DesktopStatus::default());
    let active = ShortcutStatus::Active { keys: Some("Ctrl+Alt+M".into()) };
    for _ in 0..2 {
        test.core.update_desktop_capabilities(|status| status.shortcut = active.clone());
    }
    test.core.update_desktop_capabilities(|status| status.shortcut = ShortcutStatus::Off);
    for shortcut in [active, ShortcutStatus::Off] {
        let event = wait_for_change(&mut events, |change| matches!(change, Change::DesktopStatus { .. })).await;
        let status = DesktopStatus { shortcut, ..DesktopStatus::default() };
        assert_eq!(event.change, Change::DesktopStatus { status }, "the same status is not emitted");
    }
    test.core.update_desktop_capabilities(|status| status.shortcut = ShortcutStatus::Pending);
    assert_eq!(test.snapshot().await.desktop.shortcut, ShortcutStatus::Pending);
}
