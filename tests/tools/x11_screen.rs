//! The pixels of a desktop's X11 screen, and its mouse.

use crate::support::test_desktop::ChildGuard;
use crate::support::{AppWindow, TestDesktop};
use std::collections::HashSet;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat};
use x11rb::rust_connection::RustConnection;

/// How long a condition is awaited before the measurement fails.
const WAIT_TIMEOUT: Duration = Duration::from_secs(30);

/// A rectangle of the screen, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct ScreenArea {
    pub x: i16,
    pub y: i16,
    pub width: u16,
    pub height: u16,
}

/// A colour, as red, green and blue.
pub type Colour = [u8; 3];

/// A connection to the X server of a desktop.
pub struct X11Screen {
    connection: RustConnection,
    root: u32,
    mouse: ChildGuard,
}

impl X11Screen {
    /// Connects to the screen of this desktop.
    pub fn connect(desktop: &TestDesktop) -> Self {
        let (_, display) = desktop.run_program("printenv", &["DISPLAY"]);
        let (connection, screen) = x11rb::connect(Some(display.trim())).unwrap();
        let root = connection.setup().roots[screen].root;
        // One xdotool for all actions: starting a program for each click would take longer than what is measured.
        let mouse = desktop.build_desktop_command("xdotool").arg("-").stdin(Stdio::piped()).spawn().unwrap();
        Self { connection, root, mouse: ChildGuard(mouse) }
    }

    /// Returns the colours of an area, row by row.
    pub fn read_pixel_colours(&self, area: ScreenArea) -> Vec<Colour> {
        let ScreenArea { x, y, width, height } = area;
        let request = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, u32::MAX);
        let image = request.unwrap().reply().unwrap();
        image.data.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect()
    }

    /// Returns the number of different colours in an area, which is high where there is text.
    pub fn count_colours(&self, area: ScreenArea) -> usize {
        self.read_pixel_colours(area).into_iter().collect::<HashSet<_>>().len()
    }

    /// Returns where the top left corner of a window's contents is. xdotool adds the frame of the window manager twice.
    pub fn locate_window(&self, id: &str) -> (i16, i16) {
        let request = self.connection.translate_coordinates(id.parse::<u32>().unwrap(), self.root, 0, 0);
        let place = request.unwrap().reply().unwrap();
        (place.dst_x, place.dst_y)
    }

    /// Returns the first pixel of this colour, row by row.
    pub fn find_pixel_of_colour(&self, colour: Colour) -> Option<(i16, i16)> {
        let size = self.connection.get_geometry(self.root).unwrap().reply().unwrap();
        let all = ScreenArea { x: 0, y: 0, width: size.width, height: size.height };
        let at = self.read_pixel_colours(all).into_iter().position(|found| found == colour)?;
        let width = usize::from(size.width);
        Some(((at % width) as i16, (at / width) as i16))
    }

    /// Moves the mouse to a point.
    pub fn move_mouse(&mut self, x: i16, y: i16) {
        self.send_mouse_action(&format!("mousemove {x} {y}"));
    }

    /// Clicks the left mouse button.
    pub fn click_mouse(&mut self) {
        self.send_mouse_action("click 1");
    }

    fn send_mouse_action(&mut self, action: &str) {
        let stdin = self.mouse.0.stdin.as_mut().unwrap();
        writeln!(stdin, "{action}").and_then(|()| stdin.flush()).unwrap();
    }

    /// Waits until a condition holds, and returns how long after `start` that was.
    pub fn wait_until(&self, what: &str, start: Instant, is_true: impl Fn(&Self) -> bool) -> Duration {
        loop {
            if is_true(self) {
                return start.elapsed();
            }
            assert!(start.elapsed() < WAIT_TIMEOUT, "timed out waiting for {what}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// The place on the screen of an element of the page; `element` is a script expression.
pub async fn find_element_screen_area(desktop: &TestDesktop, window: &AppWindow, element: &str) -> ScreenArea {
    let script =
        format!("const box = ({element}).getBoundingClientRect(); return [box.x, box.y, box.width, box.height]");
    let found = window.run_script(&script).await;
    let number = |at: usize| found[at].as_f64().unwrap() as i16;
    let id = desktop.list_window_ids().pop().unwrap();
    let (x, y) = X11Screen::connect(desktop).locate_window(&id);
    ScreenArea { x: x + number(0), y: y + number(1), width: number(2).unsigned_abs(), height: number(3).unsigned_abs() }
}
