//! Screenshots of every screen and state, in light and dark, in every language, at several sizes.

use crate::support::{AppWindow, Keychain, TestDesktop, screen_tour, wait_for_some, wait_until_true};
use std::path::PathBuf;

const WINDOW_SIZES: [(u32, u32); 3] = [(1600, 1000), (1160, 760), (720, 480)];
/// The size of the pocket window, which has no other.
const POCKET_SIZE: (u32, u32) = (340, 220);
const SCREEN_SIZE: &str = "1680x1080x24";
const THEMES: [(&str, &str); 2] = [("light", "Adwaita"), ("dark", "Adwaita:dark")];
const LANGUAGES: [(&str, &str); 2] = [("en", "C.UTF-8"), ("vi", "vi_VN.UTF-8")];
/// The screens that are also photographed at 200 % zoom: some of each pane, and a dialog.
const ZOOMED_SCREENS: [&str; 5] = ["welcome", "list", "reading-code", "long-texts", "settings"];

/// Takes the screenshots into `folder`, for the combinations of theme and language whose name begins with `name_prefix`.
pub async fn take_screenshots(folder: String, name_prefix: String) {
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (theme, gtk_theme) in THEMES {
        for (language, locale) in LANGUAGES {
            let name = format!("{theme}-{language}");
            if !name.starts_with(&name_prefix) {
                continue;
            }
            let variables = [("GTK_THEME", gtk_theme), ("LANG", locale)];
            let mut desktop = TestDesktop::start_with_screen_size(Keychain::Unlocked, SCREEN_SIZE);
            for (variable, value) in variables {
                desktop.set_env(variable, value);
            }
            let mut screenshots = ScreenshotFolder { folder: folder.join(&name) };
            std::fs::create_dir_all(&screenshots.folder).unwrap();
            screen_tour::visit_all_screens(&desktop, &mut screenshots).await;
            drop(desktop);
            screen_tour::visit_blocked_screen(SCREEN_SIZE, &variables, &mut screenshots).await;
            screen_tour::visit_stored_mail_screens(SCREEN_SIZE, &variables, &mut screenshots).await;
            screen_tour::visit_unresponsive_message(SCREEN_SIZE, &variables, &mut screenshots).await;
            println!("{name}");
        }
    }
    println!("{}", folder.display());
}

struct ScreenshotFolder {
    folder: PathBuf,
}

impl screen_tour::ScreenVisitor for ScreenshotFolder {
    async fn visit_screen(&mut self, desktop: &TestDesktop, window: &AppWindow, state: &str) {
        // A toast covers a part of the window for some seconds.
        window.wait_until_element_gone("[data-testid=\"toast\"]").await;
        if state == "pocket" {
            let (width, height) = POCKET_SIZE;
            resize_window(desktop, window, width, height).await;
            return self.take_screenshot(desktop, window, &format!("{state}-{width}x{height}")).await;
        }
        for (width, height) in WINDOW_SIZES {
            resize_window(desktop, window, width, height).await;
            self.take_screenshot(desktop, window, &format!("{state}-{width}x{height}")).await;
        }
        if ZOOMED_SCREENS.contains(&state) {
            resize_window(desktop, window, WINDOW_SIZES[1].0, WINDOW_SIZES[1].1).await;
            set_zoom(window, 200).await;
            self.take_screenshot(desktop, window, &format!("{state}-{}x{}-200", WINDOW_SIZES[1].0, WINDOW_SIZES[1].1))
                .await;
            set_zoom(window, 100).await;
        }
        // The tour needs the size that shows all panes side by side.
        resize_window(desktop, window, WINDOW_SIZES[0].0, WINDOW_SIZES[0].1).await;
    }
}

impl ScreenshotFolder {
    /// Takes a screenshot from the X server, because WebDriver's screenshots sometimes never arrive.
    async fn take_screenshot(&self, desktop: &TestDesktop, window: &AppWindow, name: &str) {
        window.wait_until_painted().await;
        let id = wait_for_some("the window", || async { desktop.list_window_ids().pop() }).await;
        let file = self.folder.join(format!("{name}.png")).display().to_string();
        let (is_success, output) = desktop.run_program("import", &["-silent", "-window", &id, &file]);
        assert!(is_success, "{output}");
    }
}

/// Resizes the window and waits until the page has the size.
async fn resize_window(desktop: &TestDesktop, window: &AppWindow, width: u32, height: u32) {
    let id = wait_for_some("the window", || async { desktop.list_window_ids().pop() }).await;
    // The window is completely on the screen, and the mouse is outside it.
    let size = [width.to_string(), height.to_string()];
    desktop.run_program(
        "xdotool",
        &["windowsize", &id, &size[0], &size[1], "windowmove", &id, "20", "20", "mousemove", "5", "5"],
    );
    wait_until_true("the new size", || async {
        let size = window.run_script("return [innerWidth, innerHeight]").await;
        size[0].as_u64().is_some_and(|now| now.abs_diff(u64::from(width)) < 40)
            && size[1].as_u64().is_some_and(|now| now.abs_diff(u64::from(height)) < 60)
    })
    .await;
}

/// Zooms with the keyboard shortcuts until the page has this zoom.
async fn set_zoom(window: &AppWindow, percent: u32) {
    let default_width = window.run_script("return innerWidth").await.as_u64().unwrap();
    let key = if percent == 100 { "0" } else { "=" };
    let script =
        format!("dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', ctrlKey: true, bubbles: true }}))");
    loop {
        let before = window.run_script("return innerWidth").await;
        window.run_script(&script).await;
        wait_until_true("another size", || async { window.run_script("return innerWidth").await != before }).await;
        let width = window.run_script("return innerWidth").await.as_u64().unwrap();
        if percent == 100 || width * u64::from(percent) <= default_width * 100 + 200 {
            return;
        }
    }
}
