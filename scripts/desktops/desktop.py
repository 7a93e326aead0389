"""What every desktop offers to the checks, and the parts that are the same in all of them."""

import os
import re
import subprocess
import time
from dataclasses import dataclass

from waiting import wait_for

OUTPUT = os.environ.get("DESKTOPS_OUTPUT", "/mnt/output")


@dataclass
class Window:
    """A window as the compositor or window manager knows it."""

    title: str
    app: str
    is_active_account: bool
    x: int
    y: int
    width: int
    height: int


class NotSupported(Exception):
    """The desktop has no such thing; the message says why."""


class Desktop:
    """A running desktop. The session bus is there before it starts, and ends after it."""

    name = ""
    title = ""
    session_type = "wayland"
    # The size of the screen in its own pixels.
    screen = (1920, 1200)

    def __init__(self):
        self.runtime = os.environ["XDG_RUNTIME_DIR"]
        self._programs = []
        os.environ["XDG_SESSION_TYPE"] = self.session_type
        os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"

    # ---- Programs ------------------------------------------------------------------------------------------------

    def log(self, name):
        return open(f"{OUTPUT}/{self.name}-{name}.log", "ab", buffering=0)

    def spawn(self, *command, log=None, **environment):
        """Starts a program that ends with the desktop."""
        log = self.log(log or os.path.basename(command[0]))
        program = subprocess.Popen(command, stdout=log, stderr=log, env=dict(os.environ, **environment))
        self._programs.append(program)
        return program

    def output_of(self, *command, timeout=20, check=True):
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{command[0]} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout.strip()

    def start_gnome_keyring(self):
        subprocess.run(
            ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
            input=b"test",
            stdout=subprocess.DEVNULL,
            stderr=self.log("keyring"),
            check=True,
        )

    def publish_environment(self, *names):
        """Tells the session bus what programs that it starts need to reach the display."""
        names = ["XDG_RUNTIME_DIR", "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", *names]
        subprocess.run(
            ["dbus-update-activation-environment", *[name for name in names if name in os.environ]], check=True
        )

    def wait_for_wayland_display(self):
        os.environ["WAYLAND_DISPLAY"] = wait_for(
            "the Wayland display",
            lambda: next(
                (name for name in sorted(os.listdir(self.runtime)) if re.fullmatch(r"wayland-\d", name)), None
            ),
            60,
        )

    def start(self):
        raise NotImplementedError

    def stop(self):
        for program in reversed(self._programs):
            program.terminate()
        for program in reversed(self._programs):
            try:
                program.wait(5)
            except subprocess.TimeoutExpired:
                program.kill()

    # ---- Typing --------------------------------------------------------------------------------------------------

    def type_keys(self, text):
        """Presses the keys of a text, as a keyboard does."""
        raise NotImplementedError

    def prepare_input_method(self):
        """Before Mayfly starts: its toolkit gets the module of ibus."""
        os.environ["GTK_IM_MODULE"] = "ibus"

    def start_telex(self):
        """Switches to Vietnamese by Telex: ibus with Unikey."""
        self.output_of(
            "gsettings", "set", "org.freedesktop.ibus.general", "preload-engines", "['xkb:us::eng', 'Unikey']"
        )
        if subprocess.run(["pgrep", "-x", "ibus-daemon"], capture_output=True, check=False).returncode:
            self.spawn("ibus-daemon", "--panel", "disable")
            time.sleep(3)
        self._switch_engine("Unikey")

    def stop_telex(self):
        self._switch_engine("xkb:us::eng")

    def _switch_engine(self, engine):
        # It fails where it can't set the keyboard's layout, although the engine is switched.
        self.output_of("ibus", "engine", engine, check=False)
        current = self.output_of("ibus", "engine", check=False)
        if current != engine:
            raise RuntimeError(f"ibus has the engine {current}, not {engine}")

    # ---- Windows -------------------------------------------------------------------------------------------------

    def windows(self):
        raise NotImplementedError

    def mayfly_window(self):
        return next((window for window in self.windows() if window.app.lower() == "mayfly"), None)

    def wait_for_window(self, seconds=30):
        return wait_for("Mayfly's window", self.mayfly_window, seconds)

    def wait_until_active(self, seconds=8):
        return wait_for(
            "Mayfly's window in front", lambda: (window := self.mayfly_window()) and window.is_active_account, seconds
        )

    def wait_until_closed(self, seconds=10):
        wait_for("the window to close", lambda: self.mayfly_window() is None, seconds)

    def describe_focus(self):
        """Returns what the compositor knows of the focus, for the log."""
        return self.windows()

    def click_at(self, x, y):
        """Clicks the primary button of the pointer at a place of the screen."""
        raise NotImplementedError

    # The centres of the title bar's buttons, from the window's right edge and top, with the window's sides in place.
    title_buttons = {}

    def click_title_button(self, button):
        window = self.wait_for_window()
        if button not in self.title_buttons:
            raise NotSupported("the title bar has no such button")
        from_right, from_top = self.title_buttons[button]
        self.click_at(window.x + window.width - from_right, window.y + from_top)

    def request_close(self):
        """Closes the window as the compositor's own command does."""
        raise NotImplementedError

    def launch(self):
        """Starts Mayfly as the desktop's launcher does."""
        raise NotImplementedError

    def restore_window(self):
        """Brings back the minimised window as a user of the desktop does."""
        self.launch()

    def open_other_window(self):
        """Opens another window, clicks into it, and waits until it is in front."""
        script = (
            "import gi; gi.require_version('Gtk', '3.0'); from gi.repository import Gtk, GLib\n"
            "GLib.set_prgname('other'); w = Gtk.Window(title='Other'); w.set_default_size(900, 600)\n"
            "w.add(Gtk.Label(label='Another program')); w.connect('destroy', Gtk.main_quit); w.show_all(); Gtk.main()"
        )
        program = self.spawn("python3", "-c", script, log="other")

        def find_other():
            return next((window for window in self.windows() if window.title == "Other"), None)

        window = wait_for("the other window", find_other)
        time.sleep(1)
        window = find_other() or window
        self.click_at(window.x + window.width // 2, window.y + window.height // 2)
        wait_for("the other window in front", lambda: (other := find_other()) and other.is_active_account, 5)
        return program

    # ---- The rest ------------------------------------------------------------------------------------------------

    def read_clipboard(self):
        raise NotImplementedError

    def clear_clipboard(self):
        raise NotImplementedError

    def capture(self, name):
        """Saves a picture of the screen."""
        raise NotImplementedError

    def screenshot_path(self, name):
        return f"{OUTPUT}/{self.name}-{name}.png"

    def hold_notification(self):
        """Keeps the notification on the screen, where the pointer does that."""

    def click_notification(self, summary):
        """Clicks the notification that is on the screen."""
        raise NotImplementedError

    def set_dark(self, dark):
        raise NotImplementedError

    def set_scale(self, per_cent):
        """Sets the scale while programs run, and returns how it is called here."""
        raise NotImplementedError

    # The pixels of the screen for one pixel of the places and sizes of windows.
    scale = 1.0

    def screen_size(self):
        """Returns the size of the screen in the pixels of the places and sizes of windows."""
        return [round(side / self.scale) for side in self.screen]

    def icon_of_window(self):
        """Returns what the desktop shows as the window's application and icon."""
        raise NotSupported("this desktop has no list of applications")

    def end_xwayland(self):
        """Ends the X server that serves X11 programs on Wayland; the compositor may start another."""
        if self.session_type == "x11" or not self.output_of("pgrep", "Xwayland", check=False):
            raise NotSupported("no XWayland here")
        subprocess.run(["pkill", "Xwayland"], check=True)
        time.sleep(3)

    def remove_tray(self):
        """Takes the tray away, as on a desktop without one."""
        raise NotSupported("")
