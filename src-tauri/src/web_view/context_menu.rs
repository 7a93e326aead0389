//! Reduces the web view's context menu to items that suit a window that is not a browser.

use webkit2gtk::{ContextMenuAction, ContextMenuExt as _, ContextMenuItemExt as _, WebViewExt as _};

/// Removes every item that opens, loads or downloads something: Mayfly does that itself or not at all.
pub(super) fn restrict_context_menu(view: &webkit2gtk::WebView) {
    view.connect_context_menu(|_, menu, _, _| {
        for item in menu.items().iter().filter(|item| !is_context_menu_action_offered(item.stock_action())) {
            menu.remove(item);
        }
        // `true` suppresses the menu.
        menu.n_items() == 0
    });
}

fn is_context_menu_action_offered(action: ContextMenuAction) -> bool {
    use ContextMenuAction as Action;
    matches!(
        action,
        Action::Copy | Action::Cut | Action::Paste | Action::Delete | Action::SelectAll | Action::CopyLinkToClipboard
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use webkit2gtk::ContextMenuAction as Action;

    #[test]
    fn context_menu_offers_no_browser_actions() {
        for (action, offered) in [
            (Action::Copy, true),
            (Action::Paste, true),
            (Action::CopyLinkToClipboard, true),
            (Action::NoAction, false),
            (Action::OpenLink, false),
            (Action::OpenLinkInNewWindow, false),
            (Action::DownloadLinkToDisk, false),
            (Action::DownloadImageToDisk, false),
            (Action::OpenFrameInNewWindow, false),
            (Action::GoBack, false),
            (Action::Reload, false),
            (Action::InspectElement, false),
        ] {
            assert_eq!(is_context_menu_action_offered(action), offered, "{action:?}");
        }
    }
}
