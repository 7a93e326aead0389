//! A program that is measured: how it is started, closed and put away, and where its list is on the screen.

use crate::support::TestDesktop;
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::x11_screen::{Colour, ScreenArea, X11Screen};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long a program may take to open, minimise or close its window.
const WINDOW_TIMEOUT: Duration = Duration::from_secs(30);

/// The share of the letters' pixels that have to be in place. Others may change with the state of the row.
const MIN_INK_SHARE: f64 = 0.95;

/// A program that is measured.
pub struct MeasuredProgram {
    pub name: &'static str,
    /// Its package in Debian; `None` for Mayfly, whose package is a file.
    pub package: Option<&'static str>,
    pub program: PathBuf,
    pub arguments: Vec<String>,
    pub environment: Vec<(&'static str, String)>,
    /// A regular expression for the titles of its windows.
    pub window_title: &'static str,
    /// Whether it stays in the tray when its window is closed.
    pub stays_in_tray: bool,
    pub list_place: NewestSubjectPlace,
    /// What has to be on the screen for the launch to be over.
    pub first_picture: &'static str,
}

/// Where the subject of the newest message is in the list.
#[derive(Debug, Clone, Copy)]
pub enum NewestSubjectPlace {
    /// On the screen.
    Screen(ScreenArea),
    /// From the top left corner of the window.
    Window(ScreenArea),
    /// From the first pixel of this colour.
    Marker(Colour, ScreenArea),
}

/// The list of a program at rest: what the screen is compared with at a launch.
pub struct ListPixels {
    pub area: ScreenArea,
    colours: Vec<Colour>,
    background: Colour,
}

impl ListPixels {
    /// Reads the picture from the screen.
    pub fn read(screen: &X11Screen, area: ScreenArea) -> Self {
        let colours = screen.read_pixel_colours(area);
        let mut counts = BTreeMap::new();
        for colour in &colours {
            *counts.entry(*colour).or_insert(0) += 1;
        }
        let (background, _) = counts.into_iter().max_by_key(|(_, count)| *count).unwrap();
        Self { area, colours, background }
    }

    /// Returns the number of pixels that differ from the background.
    pub fn count_ink(&self) -> usize {
        self.colours.iter().filter(|colour| **colour != self.background).count()
    }

    /// Whether the letters are on the screen.
    pub fn is_list_painted(&self, screen: &X11Screen) -> bool {
        let now = screen.read_pixel_colours(self.area);
        let pairs = self.colours.iter().zip(now);
        let painted = pairs.filter(|(colour, now)| **colour != self.background && *colour == now).count();
        painted as f64 >= self.count_ink() as f64 * MIN_INK_SHARE
    }
}

impl MeasuredProgram {
    pub fn start(&self, desktop: &TestDesktop) -> ChildGuard {
        let mut command = desktop.build_desktop_command(&self.program);
        command.args(&self.arguments).envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        ChildGuard(command.spawn().unwrap_or_else(|error| panic!("{}: {error}", self.program.display())))
    }

    /// Returns the identifier of the visible window.
    pub fn find_window(&self, desktop: &TestDesktop) -> Option<String> {
        let search = ["search", "--onlyvisible", "--name", self.window_title];
        desktop.run_program("xdotool", &search).1.lines().next_back().map(str::to_owned)
    }

    /// Returns where the subject of the newest message is on the screen. The window has to be open.
    pub fn locate_newest_message_on_screen(&self, desktop: &TestDesktop, screen: &X11Screen) -> ScreenArea {
        let ((x, y), area) = match self.list_place {
            NewestSubjectPlace::Screen(area) => return area,
            NewestSubjectPlace::Window(area) => {
                let id = self.find_window(desktop).unwrap_or_else(|| panic!("{} has no window", self.name));
                (screen.locate_window(&id), area)
            }
            NewestSubjectPlace::Marker(colour, area) => {
                let place = screen.find_pixel_of_colour(colour);
                (place.unwrap_or_else(|| panic!("{}: no marker on the screen", self.name)), area)
            }
        };
        ScreenArea { x: x + area.x, y: y + area.y, ..area }
    }

    /// Minimises the window, or closes it if the program stays in the tray.
    pub fn put_away(&self, desktop: &TestDesktop) {
        let Some(id) = self.find_window(desktop) else { return };
        if self.stays_in_tray {
            self.press_close_keys(desktop, &id);
        } else {
            desktop.run_program("xdotool", &["windowminimize", &id]);
        }
        let start = Instant::now();
        while self.find_window(desktop).is_some() {
            assert!(start.elapsed() < WINDOW_TIMEOUT, "{}: the window stayed", self.name);
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Quits a program that was put away, and waits until it has exited.
    pub async fn quit(&self, desktop: &TestDesktop, tray: &TrayHost, mut app: ChildGuard) {
        if self.stays_in_tray {
            tray.click_item("Quit").await;
        } else {
            // A minimised window is found by its title alone, and activating it shows it.
            let (_, ids) = desktop.run_program("xdotool", &["search", "--name", self.window_title]);
            for id in ids.lines() {
                desktop.run_program("xdotool", &["windowmap", id]);
            }
            let start = Instant::now();
            while self.find_window(desktop).is_none() && start.elapsed() < WINDOW_TIMEOUT {
                std::thread::sleep(Duration::from_millis(50));
            }
            if let Some(id) = self.find_window(desktop) {
                self.press_close_keys(desktop, &id);
            }
        }
        let start = Instant::now();
        while app.0.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < WINDOW_TIMEOUT, "{} did not exit", self.name);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        desktop.wait_until_app_exits().await;
    }

    fn press_close_keys(&self, desktop: &TestDesktop, id: &str) {
        desktop.run_program("xdotool", &["windowactivate", "--sync", id, "key", "--clearmodifiers", "alt+F4"]);
    }
}
