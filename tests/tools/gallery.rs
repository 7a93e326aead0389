//! A picture of every screen and state, light and dark, in every language, at several sizes.

use crate::support::{Desktop, Keychain, Window, tour, until, until_true};
use std::path::PathBuf;

const SIZES: [(u32, u32); 3] = [(1600, 1000), (1160, 760), (720, 480)];
const SCREEN: &str = "1680x1080x24";
const LOOKS: [(&str, &str); 2] = [("light", "Adwaita"), ("dark", "Adwaita:dark")];
const LANGUAGES: [(&str, &str); 2] = [("en", "C.UTF-8"), ("vi", "vi_VN.UTF-8")];
/// States that are shown enlarged as well: something of each pane, and a dialog.
const ENLARGED: [&str; 5] = ["welcome", "list", "reading-code", "long-texts", "settings"];

/// Takes all pictures and tells where they are; with `only`, those whose name begins with it.
pub async fn run(folder: String, only: String) {
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (look, theme) in LOOKS {
        for (language, locale) in LANGUAGES {
            let name = format!("{look}-{language}");
            if !name.starts_with(&only) {
                continue;
            }
            let variables = [("GTK_THEME", theme), ("LANG", locale)];
            let mut desktop = Desktop::start_with_screen(Keychain::Unlocked, SCREEN);
            for (variable, value) in variables {
                desktop.set(variable, value);
            }
            let mut album = Album { folder: folder.join(&name) };
            std::fs::create_dir_all(&album.folder).unwrap();
            tour::take(&desktop, &mut album).await;
            drop(desktop);
            tour::blocked(SCREEN, &variables, &mut album).await;
            println!("{name}");
        }
    }
    println!("{}", folder.display());
}

struct Album {
    folder: PathBuf,
}

impl tour::Visitor for Album {
    async fn see(&mut self, desktop: &Desktop, window: &Window, state: &str) {
        // What was done is said for some seconds; then it is in nobody's way.
        window.gone("[data-testid=\"toast\"]").await;
        for (width, height) in SIZES {
            resize(desktop, window, width, height).await;
            self.shoot(desktop, window, &format!("{state}-{width}x{height}")).await;
        }
        if ENLARGED.contains(&state) {
            resize(desktop, window, SIZES[1].0, SIZES[1].1).await;
            zoom(window, 200).await;
            self.shoot(desktop, window, &format!("{state}-{}x{}-200", SIZES[1].0, SIZES[1].1)).await;
            zoom(window, 100).await;
        }
        // The tour needs all panes side by side.
        resize(desktop, window, SIZES[0].0, SIZES[0].1).await;
    }
}

impl Album {
    /// What the screen shows of the window: WebDriver's own pictures sometimes never come.
    async fn shoot(&self, desktop: &Desktop, window: &Window, name: &str) {
        window.settled().await;
        let id = until("the window", || async { desktop.windows().pop() }).await;
        let file = self.folder.join(format!("{name}.png")).display().to_string();
        let (done, said) = desktop.run("import", &["-silent", "-window", &id, &file]);
        assert!(done, "{said}");
    }
}

async fn resize(desktop: &Desktop, window: &Window, width: u32, height: u32) {
    let id = until("the window", || async { desktop.windows().pop() }).await;
    // Whole on the screen, and the mouse where it points at nothing.
    let size = [width.to_string(), height.to_string()];
    desktop
        .run("xdotool", &["windowsize", &id, &size[0], &size[1], "windowmove", &id, "20", "20", "mousemove", "5", "5"]);
    until_true("the new size", || async {
        let size = window.run("return [innerWidth, innerHeight]").await;
        size[0].as_u64().is_some_and(|now| now.abs_diff(u64::from(width)) < 40)
            && size[1].as_u64().is_some_and(|now| now.abs_diff(u64::from(height)) < 60)
    })
    .await;
}

/// As the user does it, until everything is that large.
async fn zoom(window: &Window, percent: u32) {
    let usual = window.run("return innerWidth").await.as_u64().unwrap();
    let key = if percent == 100 { "0" } else { "=" };
    let script =
        format!("dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', ctrlKey: true, bubbles: true }}))");
    loop {
        let before = window.run("return innerWidth").await;
        window.run(&script).await;
        until_true("another size", || async { window.run("return innerWidth").await != before }).await;
        let now = window.run("return innerWidth").await.as_u64().unwrap();
        if percent == 100 || now * u64::from(percent) <= usual * 100 + 200 {
            return;
        }
    }
}
