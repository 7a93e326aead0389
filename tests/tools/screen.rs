//! The screen as somebody sees it who sits before it: pixels, and a mouse.

use crate::support::Desktop;
use crate::support::desktop::Running;
use std::collections::HashSet;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat};
use x11rb::rust_connection::RustConnection;

/// Longer than anything takes that is measured here.
const PATIENCE: Duration = Duration::from_secs(30);

/// A part of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    pub x: i16,
    pub y: i16,
    pub width: u16,
    pub height: u16,
}

/// A colour, as red, green and blue.
pub type Colour = [u8; 3];

pub struct Screen {
    connection: RustConnection,
    root: u32,
    mouse: Running,
}

impl Screen {
    pub fn of(desktop: &Desktop) -> Self {
        let (_, display) = desktop.run("printenv", &["DISPLAY"]);
        let (connection, screen) = x11rb::connect(Some(display.trim())).unwrap();
        let root = connection.setup().roots[screen].root;
        // One that stays: starting a program for a click would take longer than what is measured.
        let mouse = desktop.command("xdotool").arg("-").stdin(Stdio::piped()).spawn().unwrap();
        Self { connection, root, mouse: Running(mouse) }
    }

    /// The colours in a part of the screen, row by row.
    pub fn colours(&self, area: Area) -> Vec<Colour> {
        let Area { x, y, width, height } = area;
        let request = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, u32::MAX);
        let image = request.unwrap().reply().unwrap();
        image.data.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect()
    }

    /// How many different colours are there: many where there is text.
    pub fn variety(&self, area: Area) -> usize {
        self.colours(area).into_iter().collect::<HashSet<_>>().len()
    }

    /// Moves the mouse there.
    pub fn point(&mut self, x: i16, y: i16) {
        self.mouse_does(&format!("mousemove {x} {y}"));
    }

    /// Presses and lets go of the mouse button.
    pub fn click(&mut self) {
        self.mouse_does("click 1");
    }

    fn mouse_does(&mut self, what: &str) {
        let stdin = self.mouse.0.stdin.as_mut().unwrap();
        writeln!(stdin, "{what}").and_then(|()| stdin.flush()).unwrap();
    }

    /// How long after `start` the screen is as it should be.
    pub fn until(&self, what: &str, start: Instant, is_so: impl Fn(&Self) -> bool) -> Duration {
        loop {
            if is_so(self) {
                return start.elapsed();
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}
