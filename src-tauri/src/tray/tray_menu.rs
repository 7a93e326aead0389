//! The items of the tray's menu.

use super::tray_actions::TrayAction;
use super::tray_view::TrayView;

/// An item of the menu, with a text that is not escaped for any desktop yet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TrayMenuItem {
    Separator,
    Action {
        label: String,
        action: TrayAction,
        is_menu_item_enabled: bool,
    },
    /// An item with a check mark.
    Check {
        label: String,
        action: TrayAction,
        is_menu_item_enabled: bool,
        is_checked: bool,
    },
}

impl TrayMenuItem {
    fn action(label: String, action: TrayAction) -> Self {
        Self::Action { label, action, is_menu_item_enabled: true }
    }

    /// An item that can be chosen only while mail is available.
    fn action_requiring_mail(label: String, action: TrayAction, view: &TrayView) -> Self {
        Self::Action { label, action, is_menu_item_enabled: view.unavailable.is_none() }
    }
}

/// Returns the menu's items from top to bottom. What copies an address or a code is there only while there is something
/// to copy, and the item that says why no mail is available only then.
pub(super) fn list_menu_items(view: &TrayView) -> Vec<TrayMenuItem> {
    let texts = view.texts;
    let unavailable =
        view.unavailable.map(|reason| TrayMenuItem::action(reason.describe(texts), TrayAction::OpenWindow));
    let copy_address = view.addresses.iter().map(|inbox| {
        TrayMenuItem::action(texts.copy_address_label(inbox), TrayAction::CopyAddress(Box::new(inbox.clone())))
    });
    let copy_code = view
        .code
        .iter()
        .map(|code| TrayMenuItem::action(texts.copy_code_label(code), TrayAction::CopyCode(code.code.clone())));
    let toggle_pause = TrayMenuItem::Check {
        label: texts.pause_checking_label(),
        action: TrayAction::TogglePause,
        is_menu_item_enabled: view.can_pause,
        is_checked: view.is_paused,
    };
    unavailable
        .into_iter()
        .chain([
            TrayMenuItem::action_requiring_mail(texts.new_address_label(), TrayAction::CreateAddress, view),
            TrayMenuItem::Separator,
        ])
        .chain(copy_address)
        .chain(copy_code)
        .chain([
            TrayMenuItem::action(texts.open_window_action_label(), TrayAction::OpenWindow),
            TrayMenuItem::action_requiring_mail(texts.pocket_window_item_label(), TrayAction::OpenPocket, view),
            toggle_pause,
            TrayMenuItem::action(texts.quit_app_label(), TrayAction::QuitApp),
        ])
        .collect()
}
