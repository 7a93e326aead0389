//! What a launch of a program costs, and what it costs while nobody uses it.

use super::mailbox::BAND_COLOUR;
use super::peer::{ListPixels, MeasuredProgram};
use crate::support::TestDesktop;
use crate::support::process_stats::{list_process_tree, read_memory, sum_cpu_seconds};
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::x11_screen::{ScreenArea, X11Screen};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a program settles before its memory is measured.
const SETTLE_TIME: Duration = Duration::from_secs(6);
/// How long it settles before its processor time is measured.
const IDLE_SETTLE_TIME: Duration = Duration::from_secs(20);
/// How long the message may take to appear after a click on it.
const MESSAGE_TIMEOUT: Duration = Duration::from_secs(30);

/// The memory of all processes of a program, in megabytes.
#[derive(Debug, Clone, Copy)]
pub struct MemoryUse {
    /// Pages that several processes use are counted in shares.
    pub proportional: f64,
    /// Pages of one process that the kernel can't drop, because no file has their content.
    pub private_dirty: f64,
}

/// What one launch cost.
#[derive(Debug, Clone, Copy)]
pub struct LaunchCost {
    /// Milliseconds from the launch to the first useful picture.
    pub launch_ms: f64,
    /// Milliseconds of processor time until then.
    pub processor_ms: f64,
    /// With the list on the screen.
    pub list: MemoryUse,
    /// Milliseconds from the click on the message of 100 KB to the first paint of it.
    pub message_ms: f64,
    /// With that message open.
    pub message: MemoryUse,
    /// Minimised, or in the tray.
    pub away: MemoryUse,
}

/// What a program shows at rest, with which the screen is compared.
pub struct ReferencePicture {
    pub list: ListPixels,
    /// A pixel of the band at the top of the message.
    message: ScreenArea,
}

/// Starts programs on one desktop and measures them.
pub struct ProgramMeasurer<'a> {
    pub desktop: &'a TestDesktop,
    pub screen: X11Screen,
    pub tray: TrayHost,
}

impl ProgramMeasurer<'_> {
    /// Launches a program, reads its list from the screen once it is at rest, and opens the message to see where it is shown.
    pub async fn read_reference_picture(&mut self, peer: &MeasuredProgram) -> ReferencePicture {
        self.rest_mouse().await;
        let app = peer.start(self.desktop);
        let start = Instant::now();
        while peer.find_window(self.desktop).is_none() {
            assert!(start.elapsed() < MESSAGE_TIMEOUT, "{} shows no window", peer.name);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        tokio::time::sleep(SETTLE_TIME * 2).await;
        let picture = ListPixels::read(&self.screen, peer.locate_newest_message_on_screen(self.desktop, &self.screen));
        let (ink, pixels) = (picture.count_ink(), usize::from(picture.area.width) * usize::from(picture.area.height));
        assert!(ink > pixels / 50 && ink < pixels / 2, "{}: no line of text at {:?}", peer.name, picture.area);
        self.click_message(&picture).await;
        let start = Instant::now();
        let (x, y) = loop {
            if let Some(corner) = self.screen.find_pixel_of_colour(BAND_COLOUR) {
                break corner;
            }
            assert!(start.elapsed() < MESSAGE_TIMEOUT, "{} does not show the message", peer.name);
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        // A little inside the band, whose corners may be drawn last.
        let message = ScreenArea { x: x + 40, y: y + 40, width: 1, height: 1 };
        peer.put_away(self.desktop);
        peer.quit(self.desktop, &self.tray, app).await;
        ReferencePicture { list: picture, message }
    }

    /// Clicks on the newest message, on which the mouse has rested before; returns when it clicked.
    async fn click_message(&mut self, list: &ListPixels) -> Instant {
        self.screen.move_mouse(list.area.x + list.area.width as i16 / 2, list.area.y + list.area.height as i16 / 2);
        tokio::time::sleep(Duration::from_millis(200)).await;
        let begin = Instant::now();
        self.screen.click_mouse();
        begin
    }

    /// Launches a program, opens the message, puts it away, and quits it.
    pub async fn measure_launch(&mut self, peer: &MeasuredProgram, picture: &ReferencePicture) -> LaunchCost {
        let list = &picture.list;
        let begin = self.rest_mouse().await;
        let app = peer.start(self.desktop);
        let what = format!("the list of {}", peer.name);
        let launch_ms =
            self.screen.wait_until(&what, begin, |screen| list.is_list_painted(screen)).as_secs_f64() * 1_000.0;
        let processor_ms = sum_cpu_seconds(&self.list_processes(&app)) * 1_000.0;
        tokio::time::sleep(SETTLE_TIME).await;
        let in_list = self.measure_memory(&app);

        let clicked = self.click_message(list).await;
        let what = format!("the message in {}", peer.name);
        let is_shown = |screen: &X11Screen| screen.read_pixel_colours(picture.message)[0] == BAND_COLOUR;
        let message_ms = self.screen.wait_until(&what, clicked, is_shown).as_secs_f64() * 1_000.0;
        tokio::time::sleep(SETTLE_TIME).await;
        let message = self.measure_memory(&app);

        peer.put_away(self.desktop);
        tokio::time::sleep(SETTLE_TIME).await;
        let away = self.measure_memory(&app);
        peer.quit(self.desktop, &self.tray, app).await;
        LaunchCost { launch_ms, processor_ms, list: in_list, message_ms, message, away }
    }

    /// Launches a program, puts it away with its list, and returns the processor time that it takes in `seconds`.
    pub async fn measure_idle_cpu_seconds(&mut self, peer: &MeasuredProgram, list: &ListPixels, seconds: u64) -> f64 {
        let begin = self.rest_mouse().await;
        let app = peer.start(self.desktop);
        self.screen.wait_until(peer.name, begin, |screen| list.is_list_painted(screen));
        tokio::time::sleep(SETTLE_TIME).await;
        peer.put_away(self.desktop);
        tokio::time::sleep(IDLE_SETTLE_TIME).await;
        let before = sum_cpu_seconds(&self.list_processes(&app));
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let idle_seconds = sum_cpu_seconds(&self.list_processes(&app)) - before;
        peer.quit(self.desktop, &self.tray, app).await;
        idle_seconds
    }

    /// Moves the mouse out of the way, waits the same time before every launch, and returns the time.
    async fn rest_mouse(&mut self) -> Instant {
        self.screen.move_mouse(1_279, 899);
        tokio::time::sleep(Duration::from_secs(2)).await;
        Instant::now()
    }

    fn measure_memory(&self, app: &ChildGuard) -> MemoryUse {
        let processes = self.list_processes(app);
        let sum = |value: &str| processes.iter().filter_map(|pid| read_memory(*pid, value)).sum();
        MemoryUse { proportional: sum("Pss"), private_dirty: sum("Private_Dirty") }
    }

    /// Returns the program's process, its descendants, and those of its processes that left the family: Chromium's crash
    /// handlers.
    fn list_processes(&self, app: &ChildGuard) -> Vec<u32> {
        let mut processes = list_process_tree(app.0.id());
        let Some(folder) = find_process_executable_folder(app.0.id()) else { return processes };
        if folder == Path::new("/usr/bin") {
            return processes;
        }
        let home = format!("HOME={}\0", self.desktop.path_in_home("").display()).replace("/\0", "\0");
        let is_on_desktop = |pid: u32| {
            std::fs::read(format!("/proc/{pid}/environ"))
                .is_ok_and(|all| all.windows(home.len()).any(|part| part == home.as_bytes()))
        };
        let own = list_process_tree(std::process::id());
        let left = list_process_tree(1).into_iter().filter(|pid| !own.contains(pid));
        processes.extend(
            left.filter(|pid| find_process_executable_folder(*pid).as_ref() == Some(&folder) && is_on_desktop(*pid)),
        );
        processes
    }
}

fn find_process_executable_folder(pid: u32) -> Option<PathBuf> {
    Some(std::fs::read_link(format!("/proc/{pid}/exe")).ok()?.parent()?.to_owned())
}
